package io.paz.test.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, or too slowly. */
final class HostileClientsTest {

    private static final int SLOW_CLIENTS = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;

    @TempDir
    private static Path folder;

    private static Platform platform;
    private static Service service;

    @BeforeAll
    static void up() throws IOException {
        platform = new Platform(folder.resolve("paz"));
        platform.up("--no-demo");
        service = Service.create(platform, "clients", 1).deployed();
    }

    @AfterAll
    static void destroy() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT"})
    void a_body_of_ten_mebibytes_is_refused(String port) throws IOException {
        String request = head("POST /services", "Content-Type: application/json", "Content-Length: " + 10 * MIB);

        assertThat(statusOf(port, request)).isEqualTo("413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT"})
    void a_header_of_sixty_four_kibibytes_is_refused(String port) throws IOException {
        String request = head("GET /health", "X-Long: " + "x".repeat(64 * KIB));

        assertThat(statusOf(port, request)).isEqualTo("431");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT", "PAZ_HTTP_PORT"})
    void slow_clients_hold_up_no_one_else(String port) throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 0; client < SLOW_CLIENTS; client++) {
                Socket socket = connect(port);
                slow.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(US_ASCII));
            }
            long began = System.nanoTime();
            platform.directory("GET", "/services", "").expect(200);
            platform.scheduler("GET", "/journal", "").expect(200);
            platform.host("GET", "/fleet/v1/state", "").expect(200);
            assertThat(service.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static String head(String request, String... headers) {
        return request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + platform.token() + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static Socket connect(String port) throws IOException {
        Socket socket = new Socket("127.0.0.1", Integer.parseInt(platform.setting(port)));
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        return socket;
    }

    /** The status of the answer to a request that is sent as it is, and no further. */
    private static String statusOf(String port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), US_ASCII);
            return line.substring(line.indexOf(' ') + 1);
        }
    }
}
