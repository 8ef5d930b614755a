package io.paz.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one address over and over, a new connection each time, until it answers 200.
 *
 * @param pause between two requests: the shorter, the finer the figure, and the more processor time is taken from what is measured
 */
record Probe(String address, int port, String host, Duration pause) {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int SOCKET_TIMEOUT_MILLIS = 100;
    private static final String WANTED = "200";
    private static final int STATUS_OFFSET = "HTTP/1.1 ".length();

    /** Blocks until the first answer with status 200. */
    void awaitAnswer() {
        await(true);
    }

    /** Blocks until another status is answered; a failed connection, as on a busy machine, is no answer. */
    void awaitSilence() {
        await(false);
    }

    private void await(boolean answering) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!isAnswered(answering)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s at %s:%d: %s for %d s"
                        .formatted(
                                host, address, port, answering ? "no answer" : "still answers", DEADLINE.toSeconds()));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private boolean isAnswered(boolean answering) {
        String status = status();
        return answering ? status.equals(WANTED) : !status.isEmpty() && !status.equals(WANTED);
    }

    /** Empty where there was no answer. */
    private String status() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), SOCKET_TIMEOUT_MILLIS);
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return status(socket.getInputStream());
        } catch (IOException notYet) {
            return "";
        }
    }

    private static String status(InputStream answer) throws IOException {
        byte[] line = answer.readNBytes(STATUS_OFFSET + WANTED.length());
        return line.length < STATUS_OFFSET + WANTED.length()
                ? ""
                : new String(line, STATUS_OFFSET, WANTED.length(), StandardCharsets.US_ASCII);
    }
}
