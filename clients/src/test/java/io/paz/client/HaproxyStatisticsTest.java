package io.paz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy is asked. */
final class HaproxyStatisticsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Process haproxy;
    private HaproxyStatistics statistics;
    private int port;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 1s
                frontend statistics
                    bind 127.0.0.1:%1$d
                    stats enable
                    stats uri /
                backend shop
                    server shop-1-1 127.0.0.1:%1$d weight 7 check inter 100ms
                    server shop-1-2 127.0.0.1:1 weight 0 check inter 100ms fall 1
                """.formatted(port));
        haproxy = new ProcessBuilder("haproxy", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        statistics = new HaproxyStatistics(URI.create("http://127.0.0.1:" + port));
    }

    @AfterEach
    void stop() throws InterruptedException {
        haproxy.destroy();
        haproxy.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void servers_show_their_state_weight_and_last_check() {
        HaproxyRow down = await("shop-1-2", "DOWN");
        HaproxyRow up = await("shop-1-1", "UP");

        assertThat(up.proxy()).isEqualTo("shop");
        assertThat(up.isServer()).isTrue();
        assertThat(up.checkStatus()).isEqualTo("L4OK");
        assertThat(up.number("weight")).isEqualTo(7);
        assertThat(down.number("weight")).isZero();
        assertThat(down.checkStatus()).isEqualTo("L4CON");
    }

    @Test
    void whole_proxies_count_what_they_served() {
        await("shop-1-1", "UP");
        List<HaproxyRow> rows = statistics.read().block(LIMIT);

        assertThat(rows)
                .filteredOn(row -> row.proxy().equals("shop") && row.isBackend())
                .hasSize(1);
        HaproxyRow frontEnd = rows.stream()
                .filter(row -> row.server().equals("FRONTEND"))
                .findFirst()
                .orElseThrow();
        assertThat(frontEnd.isServer()).isFalse();
        assertThat(frontEnd.number("req_tot")).isPositive();
        assertThat(frontEnd.number("no such field")).isZero();
    }

    @Test
    void one_that_is_gone_is_unavailable() throws InterruptedException {
        await("shop-1-1", "UP");
        stop();

        assertThatThrownBy(() -> statistics.read().block(LIMIT))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("haproxy does not answer at http://127.0.0.1:" + port);
    }

    private HaproxyRow await(String server, String status) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Optional<HaproxyRow> row =
                    find(server).filter(found -> found.status().equals(status));
            if (row.isPresent() && !row.get().checkStatus().startsWith("INI")) {
                return row.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError(server + " is not " + status + ": " + find(server));
    }

    private Optional<HaproxyRow> find(String server) {
        try {
            return statistics.read().block(LIMIT).stream()
                    .filter(row -> row.server().equals(server))
                    .findFirst();
        } catch (RemoteUnavailable starting) {
            return Optional.empty();
        }
    }
}
