package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.FreePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of an outsider, on raw sockets, that would pass HAProxy's rules by. */
class RefusedRequestsTest extends RealParts {

    private static final String HEAD = " HTTP/1.1\r\nHost: demo-api.paz\r\n";
    private static final String SECOND = "GET /second" + HEAD + "Connection: close\r\n\r\n";

    private final int bridge = FreePort.next();
    private EchoServer instance;

    @BeforeEach
    void startAllFrontEnds() throws Exception {
        startAll(
                null,
                Map.of("PAZ_HAPROXY_BRIDGE_BIND", "127.0.0.1:" + bridge, "PAZ_HAPROXY_BRIDGE_NETWORK", "127.0.0.0/8"));
        instance = new EchoServer();
        toClose.add(instance);
        put("/paz/config/services/demo-api/visibility", "public");
        put("/paz/services/demo-api/1/1", instance.address());
        for (int port : services()) {
            awaitStatus(port, "demo-api.paz", 200);
        }
        instance.heads.clear();
    }

    @Test
    void refuses_content_lengths_that_wrap_and_reads_no_second_request_from_their_bodies() {
        for (int port : everyPort()) {
            for (String length : List.of(
                    "18446744073709551616",
                    "18446744073709551615",
                    "9223372036854775807",
                    "1000000000000000",
                    "00000000000000000000000000000000",
                    "340282366920938463463374607431768211456")) {
                String answer = HaproxyServer.exchange(
                        port, "POST /first" + HEAD + "Content-Length: " + length + "\r\n\r\n" + SECOND);
                assertThat(answer).as("%s at %d", length, port).startsWith("HTTP/1.1 400 ");
                assertThat(answer.split("HTTP/1.1 ", -1))
                        .as("answers to %s", length)
                        .hasSize(2);
            }
        }
        assertThat(instance.heads).isEmpty();
    }

    @Test
    void refuses_connect() {
        for (int port : everyPort()) {
            for (String target : List.of("demo-api.paz", "demo-api.paz:80", "169.254.169.254:80")) {
                assertThat(HaproxyServer.exchange(
                                port, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n" + SECOND))
                        .as("%s at %d", target, port)
                        .matches("(?s)HTTP/1\\.1 40[05] .*");
            }
        }
        assertThat(instance.heads).isEmpty();
    }

    @Test
    void answers_in_http_1_where_an_upgrade_to_http_2_is_asked_for() {
        for (int port : services()) {
            for (String upgrade :
                    List.of("h2c", "H2C", "websocket, h2c", "h2c\r\nUpgrade: websocket", "\th2c ", "h2")) {
                String answer = HaproxyServer.exchange(
                        port,
                        "GET /" + HEAD + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: " + upgrade
                                + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
                assertThat(answer).as("%s at %d", upgrade, port).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(instance.heads).hasSize(6 * services().size());
        assertThat(instance.heads).noneMatch(head -> head.matches("(?is).*(upgrade: |http2-settings: |h2c).*"));
    }

    @Test
    void passes_web_sockets_http_1_0_and_expected_bodies_on() throws Exception {
        for (int port : services()) {
            try (Tunnel tunnel = Tunnel.open(port, "demo-api.paz", "websocket")) {
                assertThat(tunnel.echoes()).isTrue();
            }
        }
        put("/paz/services/web-shop/1/1", instance("shop").address());
        awaitStatus(internal, "web-shop.paz", 200);
        assertThat(HaproxyServer.exchange(internal, "GET / HTTP/1.0\r\nHost: web-shop.paz\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 200 .*shop");
        assertThat(HaproxyServer.exchange(
                        internal,
                        "POST / HTTP/1.1\r\nHost: web-shop.paz\r\nExpect: 100-continue\r\nConnection: close\r\n"
                                + "Content-Length: 5\r\n\r\nhello"))
                .startsWith("HTTP/1.1 100 ")
                .contains("HTTP/1.1 200 ")
                .endsWith("shop");
    }

    private List<Integer> services() {
        return List.of(internal, open, bridge);
    }

    private List<Integer> everyPort() {
        return List.of(internal, open, bridge, stats);
    }
}
