package io.paz.scheduler.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.paz.scheduler.deployment.Registries.Pin;
import io.paz.scheduler.registry.RemoteRegistries.Policy;
import io.paz.scheduler.registry.RemoteRegistries.Settings;
import io.paz.scheduler.testing.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registries that behave in ways that the real one of {@link RealRegistryTest} does not. */
class RemoteRegistriesTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("carol:secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private String host;
    private String image;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        host = "127.0.0.1:" + server.getAddress().getPort();
        image = host + "/team/app:2";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RemoteRegistries registries(Policy policy) {
        Path file = folder.resolve("config.json");
        return new RemoteRegistries(
                new Settings(policy, List.of(), Files.exists(file) ? Optional.of(file) : Optional.empty()),
                clock,
                Runnable::run);
    }

    /** What a registry answers to whoever brings this authorization. */
    private void serve(String wanted, String challenge) {
        server.createContext("/v2/", exchange -> {
            note(exchange);
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            boolean known = wanted.isEmpty() || wanted.equals(given);
            exchange.getResponseHeaders()
                    .set(known ? "Docker-Content-Digest" : "WWW-Authenticate", known ? DIGEST : challenge);
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
            exchange.close();
        });
    }

    private void note(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (authorization == null ? "" : " " + authorization));
    }

    private void serveTokens(String body) {
        server.createContext("/token", exchange -> {
            note(exchange);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String bearer() {
        return "Bearer realm=\"http://" + host + "/token\",service=\"a registry\",scope=\"repository:team/app:pull\"";
    }

    private void login() throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, BASIC.substring("Basic ".length())));
    }

    @Test
    void an_open_registry_is_asked_once() {
        serve("", "");
        assertThat(registries(Policy.NAMED).pin(image, false))
                .isEqualTo(new Pin(DIGEST, host + "/team/app:2 is " + DIGEST + " now"));
        assertThat(requests).containsExactly("HEAD /v2/team/app/manifests/2");
    }

    @ParameterizedTest
    @CsvSource({"token", "access_token"})
    void a_token_is_fetched_for_somebody_unknown(String field) {
        serve("Bearer opaque", bearer());
        serveTokens("{\"%s\":\"opaque\"}".formatted(field));
        assertThat(registries(Policy.NAMED).pin(image, false).digest()).isEqualTo(DIGEST);
        assertThat(requests)
                .containsExactly(
                        "HEAD /v2/team/app/manifests/2",
                        "GET /token?scope=repository%3Ateam%2Fapp%3Apull&service=a+registry",
                        "HEAD /v2/team/app/manifests/2 Bearer opaque");
    }

    @Test
    void a_token_is_fetched_for_whoever_logged_in() throws IOException {
        login();
        serve("Bearer opaque", bearer());
        serveTokens("{\"token\":\"opaque\"}");
        assertThat(registries(Policy.NAMED).pin(image, false).digest()).isEqualTo(DIGEST);
        assertThat(requests).contains("GET /token?scope=repository%3Ateam%2Fapp%3Apull&service=a+registry " + BASIC);
    }

    @Test
    void a_password_is_given_where_it_is_wanted_and_not_before() throws IOException {
        login();
        serve(BASIC, "Basic realm=\"r\"");
        assertThat(registries(Policy.NAMED).pin(image, false).digest()).isEqualTo(DIGEST);
        assertThat(requests).containsExactly("HEAD /v2/team/app/manifests/2", "HEAD /v2/team/app/manifests/2 " + BASIC);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no challenge         | x                                  | answers 401 for",
                "no realm             | Bearer service=\"s\"               | answers 401 for",
                "a realm of a file    | Bearer realm=\"file:///etc/passwd\" | answers 401 for",
                "a password is wanted | Basic realm=\"r\"                  | answers 401 for"
            })
    void a_registry_that_does_not_let_in_is_no_failure(String name, String challenge, String evidence) {
        serve("Bearer never", challenge);
        Pin pin = registries(Policy.NAMED).pin(image, false);
        assertThat(pin.digest()).isNull();
        assertThat(pin.evidence()).contains(evidence);
    }

    @Test
    void a_tag_that_is_not_there_is_said() {
        server.createContext("/v2/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        assertThat(registries(Policy.NAMED).pin(image, false))
                .isEqualTo(new Pin(null, host + " answers 404 for " + host + "/team/app:2"));
    }

    @Test
    void a_digest_that_is_none_is_not_used() {
        server.createContext("/v2/", exchange -> {
            exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:0 --privileged");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        assertThat(registries(Policy.NAMED).pin(image, false).digest()).isNull();
    }

    @Test
    void a_registry_that_does_not_answer_costs_two_seconds_once() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String from = "127.0.0.1:" + silent.getLocalPort();
            RemoteRegistries registries = registries(Policy.NAMED);
            long start = System.nanoTime();
            assertThat(registries.pin(from + "/app", false).evidence())
                    .isEqualTo(from + " does not answer: nothing came within 2 s");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));

            assertThat(registries.pin(from + "/other", false).evidence())
                    .isEqualTo(from + " did not answer lately; it is asked again after 2026-01-01T00:05:00Z");
            clock.advance(RemoteRegistries.SILENCE);
            assertThat(registries.pin(from + "/app", false).evidence()).contains("does not answer");
        }
    }

    @Test
    void a_login_that_cannot_be_read_is_said() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{");
        assertThat(registries(Policy.NAMED).pin(image, false).evidence())
                .isEqualTo(folder.resolve("config.json") + ": not JSON (expected: a file as docker login writes it)");
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,   127.0.0.1:1/app, true,  'images are not looked up, as configured'",
        "NAMED, team/app,        false, 'it names no registry, and was not just pushed to Docker Hub'",
        "ALL,   team/app@sha256:0123, false, asked for by digest already"
    })
    void some_images_are_not_looked_up(Policy policy, String name, boolean pushed, String evidence) {
        assertThat(registries(policy).pin(name, pushed)).isEqualTo(new Pin(null, evidence));
    }
}
