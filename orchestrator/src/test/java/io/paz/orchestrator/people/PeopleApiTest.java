package io.paz.orchestrator.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.testing.ListeningClient;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Accounts as a browser sees them, over HTTP. */
final class PeopleApiTest {

    private static final String PASSWORD = "correct horse battery";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;

    private record Browser(String cookie, String csrfToken) {}

    @BeforeAll
    static void start() throws IOException {
        paz = new OrchestratorUnderTest(folder);
    }

    @AfterAll
    static void stop() {
        paz.close();
    }

    private static JsonNode add(String name, String role) {
        Answer answer = paz.send("POST", "/people", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        return answer.tree().path("doc");
    }

    private static Answer accept(String invitation, String password) {
        return paz.send(
                "POST",
                "/session/invitation",
                "{\"invitation\":\"%s\",\"password\":\"%s\"}".formatted(invitation, password));
    }

    private static Browser person(String name, String role) {
        return browser(accept(add(name, role).path("invitation").asString(), PASSWORD));
    }

    private static Browser browser(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
        return new Browser(
                cookie.substring(0, cookie.indexOf(';')),
                answer.tree().at("/doc/csrfToken").asString());
    }

    /** Through HAProxy, from that address; what the client says itself stands before it. */
    private static Answer signIn(String name, String password, String address) {
        return paz.send(request("POST", "/session", "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password))
                .header("X-Forwarded-For", "192.0.2.7, " + address));
    }

    private static HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://" + paz.url() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }

    private static Answer ask(Browser browser, String method, String path, String body) {
        return paz.send(request(method, path, body)
                .header("Cookie", browser.cookie())
                .header("x-csrf-token", browser.csrfToken()));
    }

    private static int status(Browser browser, String method, String path, String body) {
        return ask(browser, method, path, body).status();
    }

    @Test
    void a_person_chooses_a_password_by_an_invitation_that_works_once_and_signs_in_with_it() {
        String invitation = add("ada", "viewer").path("invitation").asString();
        assertThat(accept(invitation, "too short").status()).isEqualTo(400);
        Answer accepted = accept(invitation, PASSWORD);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.tree().at("/doc/person").asString()).isEqualTo("ada");
        assertThat(accept(invitation, PASSWORD).status()).isEqualTo(401);
        assertThat(signIn("ada", PASSWORD, "10.0.0.1").status()).isEqualTo(200);
        assertThat(paz.get("/people").body())
                .contains("\"ada\"", "\"hasPassword\":true")
                .doesNotContain("argon2");
    }

    @Test
    void a_wrong_name_and_a_wrong_password_are_answered_alike() {
        person("eve", "viewer");
        add("invited-only", "viewer");
        Answer wrongPassword = signIn("eve", "wrong password!", "10.0.1.1");
        assertThat(wrongPassword.status()).isEqualTo(401);
        for (String name : new String[] {"nobody-here", "invited-only", "\\u0000", "EVE"}) {
            Answer answer = signIn(name, "wrong password!", "10.0.1.2");
            assertThat(answer.status()).as(name).isEqualTo(401);
            assertThat(answer.tree().path("message"))
                    .isEqualTo(wrongPassword.tree().path("message"));
        }
    }

    @Test
    void tries_are_limited_by_account_and_address_and_no_stranger_locks_a_person_out() {
        person("bob", "viewer");
        assertThat(signIn("bob", PASSWORD, "10.0.2.1").status()).isEqualTo(200);
        for (int i = 0; i < SignInLimit.MAX_PER_ACCOUNT_AND_ADDRESS; i++) {
            assertThat(signIn("bob", "wrong password!", "10.0.2.2").status()).isEqualTo(401);
        }
        Answer refused = signIn("bob", PASSWORD, "10.0.2.2");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After").orElseThrow())
                .matches("[0-9]{1,3}");
        assertThat(signIn("bob", PASSWORD, "10.0.2.1").status()).isEqualTo(200);
    }

    @Test
    void a_changed_role_counts_at_once_and_a_removed_account_is_signed_out() {
        Browser carol = person("carol", "deployer");
        paz.scheduler.on("POST /services/web/scale", 200, "{}");
        assertThat(status(carol, "POST", "/services/web/scale", "{}")).isEqualTo(200);
        assertThat(paz.send("PUT", "/people/carol", "{\"role\":\"deployer\",\"services\":[\"other\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(status(carol, "POST", "/services/web/scale", "{}")).isEqualTo(403);
        assertThat(paz.send("PUT", "/people/carol", "{\"role\":\"viewer\"}").status())
                .isEqualTo(200);
        assertThat(status(carol, "POST", "/services/other/scale", "{}")).isEqualTo(403);
        assertThat(status(carol, "GET", "/metrics", "")).isEqualTo(200);
        assertThat(paz.send("DELETE", "/people/carol", "").status()).isEqualTo(204);
        assertThat(status(carol, "GET", "/metrics", "")).isEqualTo(401);
        assertThat(paz.send("DELETE", "/people/carol", "").status()).isEqualTo(404);
    }

    @Test
    void a_changed_password_ends_the_other_sessions() {
        Browser here = person("dan", "viewer");
        Browser elsewhere = browser(signIn("dan", PASSWORD, "10.0.3.1"));
        String change = "{\"current\":\"%s\",\"password\":\"another long one\"}";
        assertThat(status(here, "PUT", "/session/password", change.formatted("wrong password!")))
                .isEqualTo(403);
        assertThat(status(here, "PUT", "/session/password", change.formatted(PASSWORD)))
                .isEqualTo(204);
        assertThat(status(here, "GET", "/metrics", "")).isEqualTo(200);
        assertThat(status(elsewhere, "GET", "/metrics", "")).isEqualTo(401);
        assertThat(signIn("dan", PASSWORD, "10.0.3.2").status()).isEqualTo(401);
        assertThat(signIn("dan", "another long one", "10.0.3.2").status()).isEqualTo(200);
    }

    @Test
    void everybody_lists_and_ends_their_own_sessions_and_an_administrator_all() {
        Browser own = person("fay", "viewer");
        Browser other = person("gus", "viewer");
        JsonNode listed = ask(own, "GET", "/sessions", "").tree().path("doc");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.at("/0/current").asBoolean()).isTrue();
        assertThat(paz.get("/sessions").body()).contains("\"fay\"", "\"gus\"");
        String others =
                ask(other, "GET", "/sessions", "").tree().at("/doc/0/id").asString();
        assertThat(status(own, "DELETE", "/sessions/" + others, "")).isEqualTo(404);
        assertThat(status(other, "GET", "/metrics", "")).isEqualTo(200);
        assertThat(paz.send("DELETE", "/sessions/" + others, "").status()).isEqualTo(204);
        assertThat(status(other, "GET", "/metrics", "")).isEqualTo(401);
    }

    @Test
    void signing_out_ends_the_stream() throws Exception {
        Browser hal = person("hal", "viewer");
        try (ListeningClient stream = new ListeningClient(CLIENT, paz.url(), "Cookie", hal.cookie())) {
            assertThat(stream.isClosed()).isFalse();
            assertThat(status(hal, "DELETE", "/session", "")).isEqualTo(204);
            assertThat(stream.closeStatus()).isEqualTo(1008);
        }
    }

    @Test
    void a_token_invites_nobody() {
        String token = paz.send("POST", "/tokens", "{\"name\":\"t\",\"scopes\":[\"admin\"]}")
                .tree()
                .at("/doc/token")
                .asString();
        assertThat(paz.send(request("POST", "/people", "{\"name\":\"ivy\",\"role\":\"administrator\"}")
                                .header("Authorization", "Bearer " + token))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_not_sensible_is_refused_by_field() {
        add("taken", "viewer");
        assertRefused(409, "name", "{\"name\":\"taken\",\"role\":\"viewer\"}");
        assertRefused(400, "name", "{\"name\":\"<b>\",\"role\":\"viewer\"}");
        assertRefused(400, "role", "{\"name\":\"joe\",\"role\":\"root\"}");
        assertRefused(400, "services", "{\"name\":\"joe\",\"role\":\"viewer\",\"services\":[\"web\"]}");
        assertRefused(400, "services", "{\"name\":\"joe\",\"role\":\"deployer\",\"services\":[\"*\"]}");
        assertThat(paz.send("POST", "/session", "{\"name\":\"taken\"}").status())
                .isEqualTo(400);
    }

    private static void assertRefused(int status, String field, String body) {
        Answer answer = paz.send("POST", "/people", body);
        assertThat(answer.status()).as(body).isEqualTo(status);
        assertThat(answer.tree().path("message").asString()).startsWith(field + ": ");
    }

    @Test
    void no_password_and_no_invitation_is_on_disk_as_it_is() throws Exception {
        String invitation = add("kim", "viewer").path("invitation").asString();
        person("lee", "viewer");
        paz.send("POST", "/backups", "");
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains(PASSWORD) || content.contains(invitation))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }
}
