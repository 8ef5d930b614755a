package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import io.paz.testing.Command;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's own page and API under a domain of the operator's, through the real HAProxy. */
final class PlatformDomainTest extends RealParts {

    private static final String DOMAIN = "paz.example.org";
    private static final String CONFIG = "/paz/config/services/demo-api/";

    @TempDir
    static Path issued;

    static TestAuthority authority;

    private final int tls = FreePort.next();

    @BeforeAll
    static void createAuthority() {
        authority = TestAuthority.create(issued);
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("PAZ_HAPROXY_DOMAIN", DOMAIN));
        environment.put("PAZ_HAPROXY_TLS_BIND", "127.0.0.1:" + tls);
        environment.putAll(more);
        EmbeddedConfd confd = startAll(null, environment);
        Issued pair = authority.issue("*.example.org");
        put("/paz-certificates/all", "names *.example.org\n" + pair.chain() + pair.key());
        put("/paz/config/part-hosts/127.0.0.1", "");
        put("/paz/services/paz-orchestrator", instance("platform").address());
        put(CONFIG + "visibility", "public");
        put(CONFIG + "domains/shop.example.org", "");
        put("/paz/services/demo-api/1/1", instance("service").address());
        awaitStatus(internal, "demo-api.paz", 200);
        awaitStatus(internal, "paz-orchestrator.paz", 200);
        Await.until(
                "HTTPS is served", SOON, () -> https("shop.example.org", "/").endsWith("service"));
        awaitQuiet(confd);
    }

    @Test
    void the_domain_leads_to_the_platform_over_https_alone() throws Exception {
        start(Map.of());

        String answer = https(DOMAIN, "/ui");
        assertThat(answer).contains("HTTP/2 200").contains("strict-transport-security: max-age=31536000");
        assertThat(https(DOMAIN, "/")).endsWith("platform");
        for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
            assertThat(plain(method, DOMAIN, ""))
                    .as(method)
                    .startsWith("HTTP/1.1 308")
                    .contains("location: https://" + DOMAIN + ":" + tls + "/ui?a=b\r\n");
        }
        assertThat(plain("GET", "PAZ.example.org.", "X-Forwarded-Proto: https\r\n"))
                .as("what a client says of itself")
                .startsWith("HTTP/1.1 308");
        put("/paz/acme/challenges/" + DOMAIN + "/token", "answer");
        Await.until("an authority's challenge is answered", SOON, () -> HaproxyServer.body(
                        open, DOMAIN, "/.well-known/acme-challenge/token")
                .equals("answer"));
        assertThat(HaproxyServer.status(internal, DOMAIN))
                .as("not a name within the platform")
                .isEqualTo(404);
    }

    @Test
    void the_platform_knows_what_came_from_outside_whatever_a_client_says() throws Exception {
        start(Map.of());

        assertThat(https(DOMAIN, "/all-headers", "-H", "X-Paz-Entrance: none", "-H", "X_Paz_Entrance: none"))
                .contains("X-paz-entrance=[public]")
                .contains("X-forwarded-proto=[https]")
                .contains("X-forwarded-host=[" + DOMAIN + "]");
        assertThat(https("shop.example.org", "/all-headers")).doesNotContain("X-paz-entrance");
        assertThat(HaproxyServer.body(internal, "paz-orchestrator.paz", "/all-headers"))
                .doesNotContain("entrance");
    }

    @Test
    void no_service_gets_a_request_of_the_domain() throws Exception {
        start(Map.of());
        put(CONFIG + "domains/" + DOMAIN, "");
        put(CONFIG + "domains/later.example.org", "");
        put(CONFIG + "routes/1", DOMAIN + " /stolen keep - -");
        put(CONFIG + "routes/2", DOMAIN + " /moved keep 308 https://evil.example.org/");
        Await.until("the keys are taken over", SOON, () -> https("later.example.org", "/")
                .endsWith("service"));

        assertThat(https(DOMAIN, "/")).endsWith("platform");
        assertThat(https(DOMAIN, "/stolen")).contains("platform{");
        assertThat(https(DOMAIN, "/moved")).contains("platform{").doesNotContain("evil");
    }

    @Test
    void a_proxy_in_front_that_took_https_is_enough() throws Exception {
        start(Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.1"));

        assertThat(plain("GET", DOMAIN, "X-Forwarded-Proto: https\r\n")).startsWith("HTTP/1.1 200");
        assertThat(plain("GET", DOMAIN, "X-Forwarded-Proto: http\r\n")).startsWith("HTTP/1.1 308");
        assertThat(plain("GET", DOMAIN, "")).startsWith("HTTP/1.1 308");
    }

    @Test
    void the_platform_is_given_the_address_of_the_client_alone() throws Exception {
        start(Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.1"));

        String answer = HaproxyServer.exchange(
                open,
                "GET /all-headers HTTP/1.1\r\nHost: " + DOMAIN + "\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-For: 192.0.2.9, 198.51.100.7\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains("X-forwarded-for=[198.51.100.7]");
    }

    @Test
    void what_is_no_domain_changes_nothing() throws Exception {
        start(Map.of("PAZ_HAPROXY_DOMAIN", "evil.example.org }\n    http-request deny"));

        assertThat(configuration()).contains("# skipped: the platform's domain").doesNotContain("evil");
        assertThat(https(DOMAIN, "/")).contains("HTTP/2 404");
    }

    private String plain(String method, String host, String headers) {
        return HaproxyServer.exchange(
                open,
                method + " /ui?a=b HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n" + headers
                        + "Connection: close\r\n\r\n");
    }

    private String https(String host, String path, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-i", "--max-time", "5", "--noproxy", "*"));
        command.addAll(List.of("--cacert", authority.rootFile().toString()));
        command.addAll(List.of("--connect-to", host + ":443:127.0.0.1:" + tls, "https://" + host + path));
        command.addAll(List.of(options));
        return Command.run(Map.of(), command);
    }
}
