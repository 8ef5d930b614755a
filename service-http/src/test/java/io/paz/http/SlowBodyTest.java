package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that comes byte by byte holds a connection; that its request was refused long ago must not keep it open. */
class SlowBodyTest {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void a_refused_request_holds_its_connection_no_longer_than_a_request_may_take() throws Exception {
        try (TestService service = TestService.startWithToken(folder, "--request-timeout=1");
                Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout((int) PAUSE.toMillis());
            String head =
                    "POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(receivedWhileSending(socket)).startsWith("HTTP/1.1 401 ");
        }
    }

    /** All that comes until the server ends the connection, while a byte is sent after each pause. */
    private static String receivedWhileSending(Socket socket) throws IOException {
        StringBuilder received = new StringBuilder();
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            try {
                socket.getOutputStream().write('x');
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return received.toString();
                }
                received.append((char) next);
            } catch (SocketTimeoutException nothingYet) {
                continue;
            } catch (SocketException ended) {
                return received.toString();
            }
        }
        throw new AssertionError("open after " + DEADLINE + ": " + received);
    }
}
