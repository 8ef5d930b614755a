package io.paz.scheduler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.paz.client.AddressKind;
import io.paz.client.BoundedHttp;
import io.paz.scheduler.image.ImageLookupException;
import io.paz.scheduler.image.ImageName;
import io.paz.scheduler.registry.RemoteRegistries.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that behave in ways that the real one of {@link RealRegistryTest} does not. */
class RemoteRegistriesTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("carol:secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

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

    private String digest() throws ImageLookupException {
        return digest(image);
    }

    private String digest(String wanted) throws ImageLookupException {
        return new RemoteRegistries(new Settings(List.of(), Optional.of(folder.resolve("config.json"))))
                .digest(ImageName.of(wanted));
    }

    private void assertFails(String... reason) {
        assertThatThrownBy(this::digest)
                .isInstanceOf(ImageLookupException.class)
                .message()
                .contains(reason);
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
    void an_open_registry_is_asked_once() throws ImageLookupException {
        serve("", "");
        assertThat(digest()).isEqualTo(DIGEST);
        assertThat(requests).containsExactly("HEAD /v2/team/app/manifests/2");
    }

    @ParameterizedTest
    @CsvSource({"token", "access_token"})
    void a_token_is_fetched_for_somebody_unknown(String field) throws ImageLookupException {
        serve("Bearer opaque", bearer());
        serveTokens("{\"%s\":\"opaque\"}".formatted(field));
        assertThat(digest()).isEqualTo(DIGEST);
        assertThat(requests)
                .containsExactly(
                        "HEAD /v2/team/app/manifests/2",
                        "GET /token?scope=repository%3Ateam%2Fapp%3Apull&service=a+registry",
                        "HEAD /v2/team/app/manifests/2 Bearer opaque");
    }

    @Test
    void a_token_is_fetched_for_whoever_logged_in() throws Exception {
        login();
        serve("Bearer opaque", bearer());
        serveTokens("{\"token\":\"opaque\"}");
        assertThat(digest()).isEqualTo(DIGEST);
        assertThat(requests).contains("GET /token?scope=repository%3Ateam%2Fapp%3Apull&service=a+registry " + BASIC);
    }

    @Test
    void a_password_is_given_where_it_is_wanted_and_not_before() throws Exception {
        login();
        serve(BASIC, "Basic realm=\"r\"");
        assertThat(digest()).isEqualTo(DIGEST);
        assertThat(requests).containsExactly("HEAD /v2/team/app/manifests/2", "HEAD /v2/team/app/manifests/2 " + BASIC);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no challenge         | x",
                "no realm             | Bearer service=\"s\"",
                "a realm of a file    | Bearer realm=\"file:///etc/passwd\"",
                "a password is wanted | Basic realm=\"r\""
            })
    void a_registry_that_does_not_let_in_is_a_failure(String name, String challenge) {
        serve("Bearer never", challenge);
        assertFails(host + " wants a login (401) for team/app:2", "docker login " + host);
    }

    @Test
    void a_login_that_is_not_accepted_is_said() throws IOException {
        login();
        serve("Basic of somebody else", "Basic realm=\"r\"");
        assertFails("does not accept the login in " + folder.resolve("config.json") + " (401)");
    }

    @ParameterizedTest
    @CsvSource({
        "403, does not allow to pull team/app:2 (403)",
        "404, has no team/app:2 (404)",
        "429, takes no more requests for now (429)",
        "500, answers 500 for team/app:2",
        "304, answers 304 for team/app:2"
    })
    void a_refusal_says_what_it_means(int status, String reason) {
        server.createContext("/v2/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        assertFails(host + " " + reason);
    }

    private void redirect(int status, String location) {
        server.createContext("/v2/", exchange -> {
            note(exchange);
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void a_registry_may_have_its_images_elsewhere_and_its_login_stays_with_it(int status) throws Exception {
        login();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            note(exchange);
            exchange.getResponseHeaders().set("Docker-Content-Digest", DIGEST);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            String moved = "http://127.0.0.1:" + other.getAddress().getPort() + "/mirror/app?tag=2";
            server.createContext("/v2/", exchange -> {
                note(exchange);
                boolean known = BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.getResponseHeaders()
                        .set(known ? "Location" : "WWW-Authenticate", known ? moved : "Basic realm=\"r\"");
                exchange.sendResponseHeaders(known ? status : 401, -1);
                exchange.close();
            });
            assertThat(digest()).isEqualTo(DIGEST);
        } finally {
            other.stop(0);
        }
        assertThat(requests)
                .containsExactly(
                        "HEAD /v2/team/app/manifests/2",
                        "HEAD /v2/team/app/manifests/2 " + BASIC,
                        "HEAD /mirror/app?tag=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x", "file:///etc/passwd", "https:///x", "ht tp://x", "//example.org/x"})
    void a_redirect_leads_to_an_address_with_tls_only(String location) {
        redirect(307, location);
        assertFails(host + " redirects (307) team/app:2 to " + location, "expected: an https address");
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_circle_of_redirects_ends() {
        redirect(307, "/v2/team/app/manifests/2");
        assertFails(host + " answers 307 for team/app:2");
        assertThat(requests).hasSize(4);
    }

    @Test
    void what_an_open_registry_has_is_found_whatever_is_wrong_with_the_login_and_a_refusal_says_it() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"none-of-that-name\"}");
        serve("", "");
        assertThat(digest()).isEqualTo(DIGEST);
        server.removeContext("/v2/");
        serve("Bearer never", "Basic realm=\"r\"");
        assertFails("wants a login (401)", "No login could be read: docker-credential-none-of-that-name");
    }

    @Test
    void a_digest_that_is_none_is_not_used() {
        server.createContext("/v2/", exchange -> {
            exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:0 --privileged");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        assertFails(host + " gives no digest for team/app:2");
    }

    @Test
    void a_registry_that_does_not_answer_is_told_from_one_that_is_not_there_and_one_without_tls() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> digest("127.0.0.1:" + silent.getLocalPort() + "/app"))
                    .hasMessageContaining("does not answer in time: no whole answer within 5 s");
        }
        assertThatThrownBy(() -> digest("127.0.0.1:1/app"))
                .hasMessage("127.0.0.1:1 does not answer: connection refused");
        String byName = "paz.localhost:" + server.getAddress().getPort();
        assertThatThrownBy(() -> digest(byName + "/app")).hasMessageContaining(byName);
    }

    @Test
    void a_registry_elsewhere_cannot_send_to_what_listens_on_this_machine() {
        Lookup lookup = new Lookup(
                ImageName.of("registry.example.org/team/app:2"),
                new Credentials.Known(Optional.empty(), "no file", ""),
                new BoundedHttp(RemoteRegistries.LIMITS),
                name -> name.startsWith("127."),
                System::nanoTime);
        serveTokens("{\"token\":\"opaque\"}");
        assertThat(lookup.isAllowed(URI.create("http://" + host + "/token"))).isFalse();
        assertThat(lookup.isAllowed(URI.create("https://auth.example.org/token")))
                .isTrue();
    }

    /** A registry in a private network, as a spelling of a loopback address that no text shows to be one. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1", "2130706433", "0.0.0.0", "[::ffff:127.0.0.1]", "localhost."})
    void no_spelling_lets_a_private_registry_lead_to_loopback(String spelling) throws Exception {
        int port = server.getAddress().getPort();
        String realm = "http://" + spelling + ":" + port + "/token";
        serveTokens("{\"token\":\"opaque\"}");
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(privateAddress(), 0), 0);
        elsewhere.createContext("/v2/", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            String registry = elsewhere.getAddress().getAddress().getHostAddress() + ":"
                    + elsewhere.getAddress().getPort();
            RemoteRegistries registries = new RemoteRegistries(
                    new Settings(List.of(registry, spelling + ":" + port), Optional.of(folder.resolve("config.json"))));
            assertThatThrownBy(() -> registries.digest(ImageName.of(registry + "/team/app:2")))
                    .isInstanceOf(ImageLookupException.class);
        } finally {
            elsewhere.stop(0);
        }
        assertThat(requests).isEmpty();
    }

    private static InetAddress privateAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> AddressKind.of(address) == AddressKind.PRIVATE)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("this machine has no private address"));
    }

    @Test
    void a_login_that_cannot_be_read_is_said() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{");
        assertFails(folder.resolve("config.json") + ": not JSON (expected: a file as docker login writes it)");
    }

    @Test
    void an_identity_token_is_changed_into_a_token_for_pulling() throws Exception {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"auths\":{\"%s\":{\"identitytoken\":\"long lived\"}}}".formatted(host));
        serve("Bearer opaque", bearer());
        serveTokens("{\"access_token\":\"opaque\"}");
        assertThat(digest()).isEqualTo(DIGEST);
        assertThat(requests).contains("POST /token");
    }
}
