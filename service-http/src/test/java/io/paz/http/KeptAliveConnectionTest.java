package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A server that loses interest in a connection looks to its client like a service that hangs. */
class KeptAliveConnectionTest {

    private static final int ROUNDS = 500;
    private static final int TIMEOUT_MILLIS = 5000;

    @Test
    void goesOnAfterAnswersOfOtherThreadsAndOfItsOwn() throws Exception {
        try (TestService service = TestService.start("--insecure");
                Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < ROUNDS; i++) {
                for (String path : new String[] {"/other-thread", "/things/a", "/things/a"}) {
                    assertThat(get(path, socket, answers)).isEqualTo("HTTP/1.1 200 OK");
                }
            }
        }
    }

    private static String get(String path, Socket socket, BufferedReader answers) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = answers.readLine();
        while (!answers.readLine().isEmpty()) {
            assertThat(status).isNotNull();
        }
        char[] body = new char["{\"name\":\"a\"}".length()];
        assertThat(answers.read(body)).isEqualTo(body.length);
        return status;
    }
}
