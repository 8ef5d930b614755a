package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an instance is told of where a request came from. */
class ForwardedHeadersTest extends RealParts {

    private static final List<String> DROPPED = List.of(
            "X-Forwarded-Ssl",
            "X-Forwarded-User",
            "X-Forwarded-Email",
            "X-Forwarded-Groups",
            "X-Forwarded-Prefix",
            "X-Forwarded-Server",
            "X-Forwarded-Uri",
            "X-Forwarded-Method",
            "X-Forwarded-Scheme",
            "X-Forwarded-By",
            "X-Forwarded",
            "X-Forwarded-Access-Token",
            "X_Forwarded_User",
            "x-forwarded_prefix",
            "X-Real-IP",
            "X-Real-Ip",
            "X_Real_IP",
            "X_Request_Id",
            "X-Original-URL",
            "X-Original-Host",
            "X-Rewrite-URL",
            "X-Scheme",
            "X-Url-Scheme",
            "X-Remote-User",
            "X-Remote-Addr",
            "X-Paz-Backend",
            "Forwarded");

    private static final String CLAIMS = """
            X-Forwarded-For: 8.8.8.8\r
            X-Forwarded-Proto: https\r
            X-Forwarded-Host: shop.example.com\r
            X-Forwarded-Port: 8443\r
            X-Real-IP: 8.8.8.8\r
            Forwarded: for=8.8.8.8\r
            """;

    @Test
    void aProxyThatIsNotTrustedIsNotBelieved() throws Exception {
        start(Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8"));
        String kin = """
                X-Forwarded-Ssl: on\r
                X-Forwarded-User: root\r
                X-Forwarded-Prefix: /evil\r
                X-Forwarded-Server: evil\r
                X_Forwarded_For: 8.8.8.8\r
                X_Real_IP: 8.8.8.8\r
                X-Client-IP: 8.8.8.8\r
                X-Cluster-Client-IP: 8.8.8.8\r
                X-Original-URL: /evil\r
                X-Original-Forwarded-For: 8.8.8.8\r
                True-Client-IP: 8.8.8.8\r
                CF-Connecting-IP: 8.8.8.8\r
                Front-End-Https: on\r
                """;
        assertThat(headers(internal, CLAIMS + kin))
                .contains("X-forwarded-for=[127.0.0.1], X-forwarded-host=[demo-api.paz], X-forwarded-port=[" + internal
                        + "], X-forwarded-proto=[http], X-request-id=")
                .doesNotContain("8.8.8.8", "evil", "root", "=[on]");
    }

    @Test
    void drops_each_header_about_the_client_that_an_untrusted_client_sends() throws Exception {
        start(Map.of());
        for (String name : DROPPED) {
            assertThat(headers(internal, name + ": planted\r\n"))
                    .as(name)
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("planted");
        }
        for (String name : List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port")) {
            assertThat(headers(internal, name + ": 8.8.8.8\r\n"))
                    .as(name)
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("8.8.8.8");
        }
    }

    @Test
    void aTrustedProxyIsBelievedAndItsAddressAdded() throws Exception {
        start(Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "10.0.0.0/8 127.0.0.0/8"));
        assertThat(headers(internal, CLAIMS))
                .contains("X-forwarded-for=[8.8.8.8, 127.0.0.1], X-forwarded-host=[shop.example.com],"
                        + " X-forwarded-port=[8443], X-forwarded-proto=[https], X-real-ip=[8.8.8.8], X-request-id=")
                .doesNotContain("for=8.8.8.8");
        assertThat(headers(internal, "X-Forwarded-Proto: https\r\n"))
                .contains("X-forwarded-for=[127.0.0.1], X-forwarded-host=[demo-api.paz], X-forwarded-port=[443],"
                        + " X-forwarded-proto=[https], X-request-id=");
        assertThat(headers(internal, "X-Forwarded-Proto: gopher\r\nX-Forwarded-Port: x\r\nX-Forwarded-Host: a b\r\n"))
                .contains("X-forwarded-host=[demo-api.paz], X-forwarded-port=[" + internal
                        + "], X-forwarded-proto=[http], X-request-id=");
    }

    @Test
    void aBalancerThatSpeaksTheProxyProtocolGivesTheClientsAddressAndNobodyElseMay() throws Exception {
        start(Map.of("PAZ_HAPROXY_PROXY_PROTOCOL", "127.0.0.1"));
        String answer = HaproxyServer.exchange(open, "PROXY TCP4 203.0.113.7 192.0.2.1 5555 443\r\n" + request(CLAIMS));
        assertThat(answer)
                .contains("X-forwarded-for=[203.0.113.7], X-forwarded-host=[demo-api.paz], X-forwarded-port=[443],"
                        + " X-forwarded-proto=[https], X-request-id=");
        assertThat(HaproxyServer.exchange(open, request("")))
                .as("it must begin with it")
                .isEmpty();
        assertThat(headers(internal, "")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whoIsNotListedMayNotSpeakTheProxyProtocol() throws Exception {
        start(Map.of("PAZ_HAPROXY_PROXY_PROTOCOL", "10.1.2.3"));
        assertThat(HaproxyServer.exchange(open, "PROXY TCP4 203.0.113.7 192.0.2.1 5555 443\r\n" + request("")))
                .startsWith("HTTP/1.1 400 ");
    }

    private void start(Map<String, String> environment) throws Exception {
        startAll(null, environment);
        put("/paz/config/services/demo-api/visibility", "public");
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
    }

    private static String headers(int port, String headers) {
        return HaproxyServer.exchange(port, request(headers));
    }

    private static String request(String headers) {
        return "GET /all-headers HTTP/1.1\r\nHost: demo-api.paz\r\n" + headers + "Connection: close\r\n\r\n";
    }
}
