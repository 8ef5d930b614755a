package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.etcd.Await;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HAProxy's statistics and metrics, where a password is asked for. */
final class StatisticsPasswordTest extends RealParts {

    private static final String PASSWORD = "7f3a-of-tests";
    private static final String UNAUTHORIZED = "HTTP/1.1 401 ";

    @Test
    void statistics_and_metrics_are_for_those_who_know_the_password() throws Exception {
        startAll(null, Map.of(ConfdOptions.STATS_PASSWORD_FILE, passwordFile().toString()));

        for (String path : List.of("/", "/;csv", "/metrics", "/%6detrics", "/;csv;norefresh")) {
            assertThat(get(path, "")).as(path).startsWith(UNAUTHORIZED);
            assertThat(get(path, authorization("paz:wrong"))).as(path).startsWith(UNAUTHORIZED);
        }
        assertThat(get("/;csv", authorization("other:" + PASSWORD))).startsWith(UNAUTHORIZED);
        assertThat(get("/;csv", authorization("paz:" + PASSWORD))).contains(" 200 ", "front_internal,FRONTEND");
        assertThat(get("/metrics", authorization("paz:" + PASSWORD))).contains("haproxy_process_");
        assertThat(Files.readString(files.resolve("haproxy.cfg"))).doesNotContain(PASSWORD);
    }

    /** Both derive what HAProxy compares with, one in Java and one in shell. */
    @Test
    void the_image_with_the_real_confd_asks_for_the_same() throws Exception {
        String file = passwordFile().toString();
        Path image = Files.createDirectory(folder.resolve("image"));
        try (Entrypoint entrypoint = new Entrypoint(image)) {
            entrypoint.program(
                    "confd", "echo \"$PAZ_HAPROXY_STATS_AUTHORIZATION\" >\"$PAZ_HAPROXY_RUN/asked\"; exit 1");
            entrypoint.start(
                    List.of(URI.create("http://127.0.0.1:1")), 1, Map.of(ConfdOptions.STATS_PASSWORD_FILE, file));
            Path asked = image.resolve("asked");
            Await.until("confd was called", SOON, () -> asked.toFile().length() > 0);
            assertThat(ConfdOptions.from(Map.of(ConfdOptions.STATS_PASSWORD_FILE, file))
                            .environment())
                    .containsEntry("PAZ_HAPROXY_STATS_AUTHORIZATION", read(asked));
        }
    }

    @Test
    void a_file_that_is_missing_is_said() {
        assertThatThrownBy(() -> ConfdOptions.from(Map.of(ConfdOptions.STATS_PASSWORD_FILE, "/nowhere/password")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PAZ_HAPROXY_STATS_PASSWORD_FILE: cannot be read: ")
                .hasMessageContaining("/nowhere/password");
    }

    private Path passwordFile() throws Exception {
        return Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    private String get(String path, String header) throws Exception {
        return HaproxyServer.exchange(stats, "GET " + path + " HTTP/1.0\r\n" + header + "\r\n");
    }

    private static String authorization(String userAndPassword) {
        byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + "\r\n";
    }

    private static String read(Path file) throws Exception {
        return Files.readString(file).strip();
    }
}
