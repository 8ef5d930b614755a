package io.paz.orchestrator.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.testing.ListeningClient;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tokens as a client sees them, over HTTP. */
final class TokenApiTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;

    @BeforeAll
    static void start() throws IOException {
        paz = new OrchestratorUnderTest(folder);
    }

    @AfterAll
    static void stop() {
        paz.close();
    }

    private static JsonNode create(String name, String scope) {
        Answer answer = paz.send(
                "POST", "/tokens", "{\"name\":\"%s\",\"scopes\":[\"%s\"],\"expiresInDays\":1}".formatted(name, scope));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        return answer.tree().path("doc");
    }

    private static HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create("http://" + paz.url() + path)).header("Authorization", authorization);
    }

    private static int status(String path, String authorization) {
        return paz.send(request(path, authorization)).status();
    }

    @Test
    void a_token_is_shown_once_and_listed_without_its_text() {
        JsonNode created = create("ci of the shop", "read");
        assertThat(created.path("token").asString()).startsWith("paz_");
        Answer list = paz.get("/tokens");
        assertThat(list.body()).contains("ci of the shop").doesNotContain("paz_");
        assertThat(paz.get("/tokens").tree().path("doc").valueStream()).anySatisfy(token -> {
            assertThat(token.path("id")).isEqualTo(created.path("id"));
            assertThat(token.path("createdBy").asString()).isEqualTo("administrator's token");
            assertThat(token.has("lastUsedAt")).isFalse();
        });
    }

    @Test
    void a_token_is_taken_as_bearer_or_as_the_password_of_basic_and_never_in_an_address() {
        String token = create("a", "read").path("token").asString();
        assertThat(status("/metrics", "Bearer " + token)).isEqualTo(200);
        String basic = Base64.getEncoder().encodeToString(("me:" + token).getBytes(StandardCharsets.US_ASCII));
        assertThat(status("/metrics", "Basic " + basic)).isEqualTo(200);
        assertThat(status("/metrics?token=" + token, "none")).isEqualTo(401);
        assertThat(status("/metrics?access_token=" + token, "Bearer " + token.toLowerCase()))
                .isEqualTo(401);
        assertThat(paz.get("/tokens").body()).contains("\"lastUsedAt\":");
    }

    @Test
    void a_revoked_token_opens_nothing_any_more() {
        JsonNode created = create("b", "admin");
        String authorization = "Bearer " + created.path("token").asString();
        assertThat(status("/tokens", authorization)).isEqualTo(200);
        String path = "/tokens/" + created.path("id").asString();
        assertThat(paz.send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(paz.send("DELETE", path, "").status()).isEqualTo(404);
        assertThat(status("/tokens", authorization)).isEqualTo(401);
    }

    @Test
    void a_token_makes_no_other_token_and_no_sign_in_link() {
        String authorization = "Bearer " + create("c", "admin").path("token").asString();
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{\"name\":\"d\",\"scopes\":[\"read\"]}");
        assertThat(paz.send(request("/tokens", authorization)
                                .header("Content-Type", "application/json")
                                .POST(body))
                        .status())
                .isEqualTo(403);
        assertThat(paz.send(request("/session/tickets", authorization).POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_request_that_is_not_sensible_is_refused_by_field() {
        for (List<String> bad : List.of(
                List.of("name", "{\"scopes\":[\"read\"]}"),
                List.of("name", "{\"name\":\" \",\"scopes\":[\"read\"]}"),
                List.of("name", "{\"name\":\"a\\u001bb\",\"scopes\":[\"read\"]}"),
                List.of("name", "{\"name\":\"%s\",\"scopes\":[\"read\"]}".formatted("a".repeat(61))),
                List.of("scopes", "{\"name\":\"a\"}"),
                List.of("scopes", "{\"name\":\"a\",\"scopes\":[]}"),
                List.of("scopes", "{\"name\":\"a\",\"scopes\":[\"root\"]}"),
                List.of("scopes", "{\"name\":\"a\",\"scopes\":[\"deploy:*\"]}"),
                List.of("scopes", "{\"name\":\"a\",\"scopes\":[\"deploy:\"]}"),
                List.of("expiresInDays", "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresInDays\":0}"),
                List.of("expiresInDays", "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresInDays\":3651}"))) {
            Answer answer = paz.send("POST", "/tokens", bad.get(1));
            assertThat(answer.status()).as(bad.get(1)).isEqualTo(400);
            assertThat(answer.tree().path("message").asString()).startsWith(bad.get(0) + ": ");
        }
    }

    @Test
    void a_revoked_token_ends_its_stream() throws Exception {
        JsonNode created = create("stream", "read");
        String bearer = "Bearer " + created.path("token").asString();
        try (ListeningClient stream = new ListeningClient(CLIENT, paz.url(), "Authorization", bearer)) {
            assertThat(stream.isClosed()).isFalse();
            revoke(created);
            assertThat(stream.closeStatus()).isEqualTo(1008);
        }
    }

    @Test
    void a_revoked_token_ends_an_answer_that_goes_on() throws Exception {
        JsonNode created = create("follow", "read");
        HttpResponse<InputStream> lines = CLIENT.send(
                request(
                                "/cluster/logs?follow=true",
                                "Bearer " + created.path("token").asString())
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(lines.statusCode()).isEqualTo(200);
        revoke(created);
        CompletableFuture<byte[]> rest = CompletableFuture.supplyAsync(() -> {
            try (InputStream body = lines.body()) {
                return body.readAllBytes();
            } catch (IOException cut) {
                return new byte[0];
            }
        });
        rest.get(30, TimeUnit.SECONDS);
        assertThat(rest).isCompleted();
    }

    private static void revoke(JsonNode created) {
        assertThat(paz.send("DELETE", "/tokens/" + created.path("id").asString(), "")
                        .status())
                .isEqualTo(204);
    }
}
