package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What HAProxy's files say of services that speak HTTP/2 in clear text, or another protocol over TCP. */
class ProtocolFilesTest {

    private static final String WEB = "/paz/config/services/web/";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PAZ_HAPROXY_TCP_PORTS", "20000-20009",
            "PAZ_HAPROXY_PUBLIC_BIND", "*:8081,[::1]:8082",
            "PAZ_HAPROXY_PROXY_PROTOCOL", "10.9.0.1");

    static Stream<String> badPort() {
        return Stream.of(
                "",
                "0",
                "80",
                "19999",
                "20010",
                "020000",
                "200000",
                "2000x",
                "-2000",
                "20000 ",
                "20000\n    http-request deny",
                "20000 ssl",
                "99999999999999999999");
    }

    @Test
    void instances_of_an_h2c_version_are_asked_and_checked_by_http_2() {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(WEB + "versions/10/protocol", "h2c");
        assertThat(configuration(tree))
                .contains(
                        "    server web-10-1 10.0.0.2:80 proto h2 check check-proto h2 inter 2s fastinter 250ms rise 1"
                                + " fall 3 pool-purge-delay 250ms weight 100\n");
    }

    @Test
    void a_tcp_service_has_a_front_end_and_no_host_name() {
        SortedMap<String, String> tree = tcp("20000");
        String configuration = configuration(tree);
        assertThat(configuration)
                .contains("""
                frontend tcp_web
                    mode tcp
                    bind *:20000 tcp-ut 15m
                    bind [::1]:20000 tcp-ut 15m
                    maxconn 4001
                    tcp-request connection expect-proxy layer4 if { src 10.9.0.1 }
                """)
                .contains("    default_backend web\n")
                .contains("""
                backend web
                    mode tcp
                    timeout check 2s
                    server web-10-1 10.0.0.2:80 check inter 2s fastinter 250ms rise 1 fall 3 pool-purge-delay 250ms weight 100
                """);
        assertThat(render(tree).get("hosts-internal.map")).doesNotContain(" web\n");
        assertThat(render(tree).get("hosts-public.map")).doesNotContain(" web\n");

        tree.put(WEB + "versions/10/proxy-protocol", "2");
        assertThat(configuration(tree)).contains("10.0.0.2:80 send-proxy-v2 check check-send-proxy inter 2s");
        tree.put(WEB + "visibility", "internal");
        assertThat(configuration(tree)).doesNotContain("frontend tcp_web");
    }

    @ParameterizedTest
    @MethodSource("badPort")
    void a_port_that_the_operator_did_not_give_is_skipped(String port) {
        assertThat(configuration(tcp(port)))
                .contains("# skipped: 1 TCP port of web (expected: ")
                .contains("backend web\n    mode tcp\n")
                .doesNotContain("frontend tcp_", "http-request deny\n");
    }

    @Test
    void a_port_belongs_to_the_first_service_by_name() {
        SortedMap<String, String> tree = tcp("20000");
        tree.put("/paz/config/services/demo-api/tcp-port", "20000");
        tree.put("/paz/config/services/demo-api/versions/1/protocol", "tcp");
        assertThat(configuration(tree))
                .contains("frontend tcp_demo-api\n", "    maxconn 2001\n", "# skipped: 1 TCP port of web ")
                .doesNotContain("frontend tcp_web\n");
    }

    /** Nobody may believe that only some networks reach it. */
    @Test
    void no_front_end_is_there_for_a_tcp_service_with_restrictions_of_http() {
        SortedMap<String, String> tree = tcp("20000");
        tree.put(WEB + "proxy/networks", "10.0.0.0/8");
        assertThat(configuration(tree)).doesNotContain("frontend tcp_web").contains("# skipped: 1 TCP port of web ");
    }

    @Test
    void a_version_of_another_kind_than_its_service_is_skipped() {
        SortedMap<String, String> tree = tcp("20000");
        tree.put(WEB + "versions/10/protocol", "h2c");
        assertThat(configuration(tree)).contains("# skipped: 1 protocols").doesNotContain("server web-10-1");
        SortedMap<String, String> http = Trees.usual();
        http.put(WEB + "versions/10/protocol", "tcp\n    server x 1.1.1.1:1");
        assertThat(configuration(http)).contains("# skipped: 1 protocols").doesNotContain("server web-10-1", "1.1.1.1");
    }

    @Test
    void nobody_listens_where_the_operator_gave_no_ports() {
        String configuration =
                new Renderer(ConfFiles.builtIn(), Map.of()).render(tcp("20000")).get("haproxy.cfg");
        assertThat(configuration).contains("# skipped: 1 TCP port of web ").doesNotContain("frontend tcp_");
    }

    private static SortedMap<String, String> tcp(String port) {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(WEB + "tcp-port", port);
        tree.put(WEB + "visibility", "public");
        tree.put(WEB + "versions/10/protocol", "tcp");
        tree.remove(WEB + "versions/10/health-path");
        return tree;
    }

    private static String configuration(SortedMap<String, String> tree) {
        return render(tree).getOrDefault("haproxy.cfg", "");
    }

    private static SortedMap<String, String> render(SortedMap<String, String> tree) {
        return new Renderer(ConfFiles.builtIn(), ENVIRONMENT).render(tree);
    }
}
