package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The id that each request has, and the line that HAProxy logs of it. */
class RequestLogTest extends RealParts {

    private static final String LOG = "PAZ_HAPROXY_REQUEST_LOG";

    @Test
    void a_sane_id_is_kept_and_any_other_is_replaced() throws Exception {
        start(Map.of());
        assertThat(exchange("/all-headers", "X-Request-Id: client-0001_A\r\n"))
                .contains("\r\nx-request-id: client-0001_A\r\n", "X-request-id=[client-0001_A]");
        for (String bad : List.of(
                "",
                "X-Request-Id:\r\n",
                "X-Request-Id: short\r\n",
                "X-Request-Id: has a blank in it\r\n",
                "X-Request-Id: \"quoted-quoted\"\r\n",
                "X-Request-Id: %0d%0aSet-Cookie\r\n",
                "X-Request-Id: " + "x".repeat(65) + "\r\n",
                "X-Request-Id: first-00001\r\nX-Request-Id: second-0002\r\n",
                "X-Request-Id: first-00001, second-0002\r\n")) {
            assertThat(exchange("/all-headers", bad))
                    .as(bad)
                    .containsPattern("\r\nx-request-id: [0-9a-f-]{36}\r\n")
                    .containsPattern("X-request-id=\\[[0-9a-f-]{36}]");
        }
        assertThat(HaproxyServer.exchange(
                        internal, "GET / HTTP/1.1\r\nHost: nobody.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .containsPattern("\r\nx-request-id: [0-9a-f-]{36}\r\n");
    }

    @Test
    void each_request_is_a_line_for_whoever_reads_the_socket() throws Exception {
        try (LogSocket log = new LogSocket(socket())) {
            start(Map.of(LOG, "yes"));
            exchange("/a%20b;x?secret=1", "X-Request-Id: request-0001\r\n");
            String line = log.lineWith("request-0001");
            assertThat(line)
                    .matches(
                            "paz1 request-0001 \\d{13} front_internal demo-api demo-api-1-1 200 ---- \\d+ \\d+ \\d+ \\d+ 0"
                                    + " \\d+ \\d+ 127\\.0\\.0\\.1 GET demo-api\\.paz /a%20b;x");
            assertThat(log.lines()).noneMatch(logged -> logged.contains("secret"));
        }
    }

    @Test
    void a_second_pass_has_the_same_id_and_names_the_instance() throws Exception {
        try (LogSocket log = new LogSocket(socket())) {
            start(Map.of(LOG, "yes"));
            put("/paz/services/demo-api/1/2", instance("two").address());
            Await.until("both answer", SOON, () -> answers(4).size() == 2);
            exchange("/", "X-Request-Id: request-0002\r\n");
            log.lineWith(" request-0002 \\d+ front_internal demo-api (first|again) 200 .*");
            log.lineWith(" request-0002 \\d+ front_first demo-api demo-api-1-[12] 200 .*");
        }
    }

    @Test
    void requests_do_not_wait_for_a_reader_which_may_come_and_go() throws Exception {
        start(Map.of(LOG, "yes"));
        for (int i = 0; i < 200; i++) {
            assertThat(exchange("/", "")).startsWith("HTTP/1.1 200 ");
        }
        for (String reader : List.of("first-reader", "second-reader")) {
            try (LogSocket log = new LogSocket(socket())) {
                Await.until(reader + " reads what comes", SOON, () -> {
                    exchange("/", "X-Request-Id: " + reader + "\r\n");
                    return log.lines().stream().anyMatch(line -> line.contains(reader));
                });
            }
        }
    }

    @Test
    void without_a_reader_haproxy_does_not_keep_a_processor_busy() throws Exception {
        start(Map.of(LOG, "yes"));
        exchange("/", "");
        Duration before = processorTime();
        Instant end = Instant.now().plusSeconds(3);
        Await.until("three seconds are over", SOON, () -> Instant.now().isAfter(end));
        assertThat(processorTime().minus(before)).isLessThan(Duration.ofMillis(600));
    }

    private Duration processorTime() {
        return haproxy.processes()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void what_a_client_sends_cannot_end_a_line_or_add_a_field() throws Exception {
        try (LogSocket log = new LogSocket(socket())) {
            start(Map.of(LOG, "yes"));
            HaproxyServer.exchange(
                    internal,
                    "GET /\u0001x\"y HTTP/1.1\r\nHost: a b\tpaz1\"c\r\nX-Request-Id: request-0005\r\nConnection: close\r\n\r\n");
            exchange("/" + "x".repeat(30_000), "X-Request-Id: request-0006\r\n");
            String longLine = log.lineWith("request-0006");
            assertThat(longLine.length()).isLessThan(2_100);
            for (String line : log.lines()) {
                if (!isNotice(line)) {
                    assertThat(line.split(" ")).as(line).hasSize(19);
                }
            }
        }
    }

    /** Whether HAProxy says that an old worker's proxy ended, which may come at any time after a reload. */
    private static boolean isNotice(String line) {
        return line.matches("Proxy \\w+ stopped \\(cumulated conns: FE: \\d+, BE: \\d+\\)\\.");
    }

    @Test
    void behind_a_trusted_proxy_the_line_names_the_client_that_it_names() throws Exception {
        try (LogSocket log = new LogSocket(socket())) {
            start(Map.of(LOG, "yes", "PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8"));
            exchange("/", "X-Request-Id: request-0010\r\nX-Forwarded-For: 192.0.2.9, 198.51.100.7\r\n");
            assertThat(log.lineWith("request-0010")).contains(" 198.51.100.7 GET ");
            exchange("/", "X-Request-Id: request-0011\r\nX-Forwarded-For: 192.0.2.9, 198.51.100.7, 10.1.1.1\r\n");
            assertThat(log.lineWith("request-0011")).contains(" 198.51.100.7 GET ");
            exchange("/", "X-Request-Id: request-0012\r\n");
            assertThat(log.lineWith("request-0012")).contains(" 127.0.0.1 GET ");
            exchange("/", "X-Request-Id: request-0013\r\nX-Forwarded-For: unknown\r\n");
            assertThat(log.lineWith("request-0013")).contains(" 0.0.0.0 GET ");
        }
    }

    @Test
    void a_client_that_is_no_trusted_proxy_names_nobody_else() throws Exception {
        try (LogSocket log = new LogSocket(socket())) {
            start(Map.of(LOG, "yes", "PAZ_HAPROXY_TRUSTED_PROXIES", "10.0.0.0/8"));
            exchange("/", "X-Request-Id: request-0014\r\nX-Forwarded-For: 192.0.2.9\r\n");
            assertThat(log.lineWith("request-0014")).contains(" 127.0.0.1 GET ");
        }
    }

    @Test
    void lines_may_go_to_the_standard_output_and_hold_no_secret_of_own_paths() throws Exception {
        start(Map.of(LOG, "stdout"));
        put("/paz/config/part-hosts/127.0.0.1", "");
        put("/paz/services/paz-scheduler", instance("part").address());
        awaitStatus(internal, "paz-scheduler.paz", 200);
        exchange("/a/b?secret=1", "X-Request-Id: request-0020\r\n");
        hook("paz-scheduler.paz", "request-0021");
        hook("nobody.example", "request-0022");

        Await.until("all are logged", SOON, () -> logged("paz1 request-002").count() == 3);
        assertThat(logged("paz1 request-002"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).endsWith(" 127.0.0.1 GET demo-api.paz /a/b"),
                        line -> assertThat(line).endsWith(" 127.0.0.1 GET paz-scheduler.paz /hooks/***"),
                        line -> assertThat(line).endsWith(" 127.0.0.1 GET nobody.example /hooks/***"));
        assertThat(haproxy.log()).doesNotContain("secret");
    }

    private Stream<String> logged(String beginning) {
        return haproxy.log().lines().filter(line -> line.startsWith(beginning));
    }

    private void hook(String host, String id) {
        HaproxyServer.exchange(
                internal,
                "GET /hooks/dockerhub/shop/secret HTTP/1.1\r\nHost: " + host + "\r\nX-Request-Id: " + id
                        + "\r\nConnection: close\r\n\r\n");
    }

    private Path socket() throws Exception {
        Files.createDirectories(files);
        return files.resolve("log.sock");
    }

    private void start(Map<String, String> environment) throws Exception {
        startAll(null, environment);
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
    }

    private String exchange(String path, String headers) {
        return HaproxyServer.exchange(
                internal,
                "GET " + path + " HTTP/1.1\r\nHost: demo-api.paz\r\n" + headers + "Connection: close\r\n\r\n");
    }
}
