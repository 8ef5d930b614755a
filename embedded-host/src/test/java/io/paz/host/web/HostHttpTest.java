package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.store.KeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What every service does alike, and that the host's own error shape holds there as well. */
@Timeout(60)
class HostHttpTest {
    private static final Pattern METRIC =
            Pattern.compile("http_server_requests_active_seconds_count\\{[^}]*method=\"GET\"[^}]*\\} (\\d+)");
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() throws IOException {
        host = TestHost.start(
                folder,
                "--token-file",
                Files.writeString(folder.resolve("token"), TOKEN + "\n").toString());
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException {
        return host.send(HttpRequest.newBuilder(host.uri().resolve(path))
                .header("Authorization", authorization)
                .build());
    }

    private HttpResponse<String> get(String path) throws IOException {
        return get(path, "Bearer " + TOKEN);
    }

    @Test
    void wantsTheTokenOnEveryRoute() throws IOException {
        for (String path : new String[] {
            "/fleet/v1/units", "/fleet/v1/nope", "/", "/entries", "/api/v1.3/docker/", "/metrics", "/openapi.yaml"
        }) {
            HttpResponse<String> answer = host.send("GET", path, null, null);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(JsonMapper.shared()
                            .readTree(answer.body())
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(401);
        }
        String basic = Base64.getEncoder().encodeToString(("paz:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        assertThat(get("/fleet/v1/units", "Basic " + basic).statusCode()).isEqualTo(200);
        assertThat(get("/fleet/v1/units", "Bearer wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void answersHealthAndMetrics() throws IOException {
        assertThat(host.send("GET", "/health", null, null).statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body())
                .contains("paz_host_units{machine=\"" + TestHost.MACHINE + "\",state=\"active\"} 0.0");
    }

    @Test
    void describesRoutesThatExist() throws IOException {
        Map<String, Map<String, Object>> document =
                new Yaml().load(get("/openapi.yaml").body());
        assertThat(document.get("paths").keySet())
                .containsExactlyInAnyOrder(
                        "/fleet/v1/units",
                        "/fleet/v1/units/{name}",
                        "/fleet/v1/state",
                        "/fleet/v1/state/{name}",
                        "/fleet/v1/machines",
                        "/fleet/v1/discovery",
                        "/entries",
                        "/images",
                        "/images/protected/{service}",
                        "/images/expected",
                        "/images/removals",
                        "/containers/removals",
                        "/space",
                        "/space/removable",
                        "/api/v1.3/machine",
                        "/api/v1.3/containers/{path}",
                        "/api/v1.3/docker/",
                        "/api/v1.3/docker/{name}",
                        "/health",
                        "/metrics",
                        "/backups",
                        "/openapi.yaml");
        // What takes a body, or a parameter.
        document.get("paths")
                .keySet()
                .removeIf(path ->
                        path.equals("/backups") || path.startsWith("/images") || path.startsWith("/containers"));
        for (String path : document.get("paths").keySet()) {
            HttpResponse<String> answer =
                    get(path.replace("{name}", "no-such.service").replace("{path}", ""));
            assertThat(answer.body())
                    .as(path)
                    .satisfiesAnyOf(body -> assertThat(answer.statusCode()).isEqualTo(200), body -> assertThat(body)
                            .contains("does not exist"));
        }
    }

    /** So a reader learns of changes at once; without the header fleet's answer is not touched. */
    @Test
    void tellsStatesWhenTheyAreOthers() throws IOException {
        assertThat(get("/fleet/v1/state").headers().firstValue("ETag")).isEmpty();
        String none = waitForStates("\"\"").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> same = waitForStates(none);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers().firstValue("ETag")).isEmpty();

        CompletableFuture<HttpResponse<String>> next = CompletableFuture.supplyAsync(() -> waitForStates(none, 30));
        host.send(HttpRequest.newBuilder(host.uri().resolve("/fleet/v1/units/a.service"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"desiredState\":\"loaded\",\"options\":["
                        + "{\"section\":\"Service\",\"name\":\"ExecStart\",\"value\":\"/bin/true\"}]}"))
                .build());
        HttpResponse<String> other = next.join();
        assertThat(other.body()).contains("\"name\":\"a.service\"");
        assertThat(other.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(none);
    }

    @Test
    void one_who_waits_is_answered_when_the_host_closes() {
        String known = waitForStates("\"\"").headers().firstValue("ETag").orElseThrow();
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> waitForStates(known, 30));
        TestHost.await(() -> activeRequests() > 1, () -> "the request that waits");
        host.close();

        assertThat(answer.join().statusCode()).isEqualTo(304);
    }

    /** With the one that asks for them. */
    private int activeRequests() {
        try {
            return METRIC.matcher(get("/metrics", "Bearer " + TOKEN).body())
                    .results()
                    .mapToInt(found -> Integer.parseInt(found.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> waitForStates(String known) {
        return waitForStates(known, 2);
    }

    private HttpResponse<String> waitForStates(String known, int seconds) {
        try {
            return host.send(HttpRequest.newBuilder(host.uri().resolve("/fleet/v1/state"))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Prefer", "respond-async, wait=" + seconds)
                    .header("If-None-Match", known)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void backsUpTheUnitsThatAreKnown() throws IOException {
        HttpResponse<String> backup =
                host.send(HttpRequest.newBuilder(host.uri().resolve("/backups"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
        assertThat(backup.statusCode()).isEqualTo(200);
        Path backups = Path.of(
                JsonMapper.shared().readTree(backup.body()).at("/doc/folder").asString());
        assertThat(KeyValueStore.restore(backups, folder.resolve("restored")).number())
                .isEqualTo(1);
    }

    @Test
    void refusesTooLargeABody() throws IOException {
        HttpResponse<String> answer =
                host.send(HttpRequest.newBuilder(host.uri().resolve("/fleet/v1/units/a.service"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("\"" + "x".repeat(2_000_000) + "\""))
                        .build());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/error/code").asInt())
                .isEqualTo(413);
    }

    @Test
    void namesWhatItDoesNotRun() throws IOException {
        HttpResponse<String> answer =
                host.send(HttpRequest.newBuilder(host.uri().resolve("/fleet/v1/units/a.service"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"desiredState\":\"launched\",\"options\":["
                                + "{\"section\":\"Unit\",\"name\":\"Description\",\"value\":\"x\\n[Service]\\nPrivateTmp=yes\"},"
                                + "{\"section\":\"Service\",\"name\":\"ExecStart\",\"value\":\"/bin/true\"}]}"))
                        .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .at("/error/message")
                        .asString())
                .isEqualTo("PrivateTmp= in [Service] is not supported by this host; remove it from the unit");
    }
}
