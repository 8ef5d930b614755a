package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Requests and answers that are long, or come in pieces with pauses between: HAProxy passes on what it has, and keeps nothing back. */
class StreamsTest extends RealParts {

    private static final String SERVICE = "Host: demo-api.paz\r\n";
    private static final int MEGABYTE = 1024 * 1024;
    private static final int UPLOAD = 128 * MEGABYTE;

    private StreamInstance instance;

    @Test
    void events_bodies_and_expectations_pass_as_they_come_and_uploads_are_not_buffered() throws Exception {
        startWithInstance();
        sends_an_event_before_there_is_a_second();
        passes_both_directions_of_one_request_at_a_time();
        asks_the_instance_before_a_body_is_sent();
        keeps_no_more_of_an_upload_than_its_buffers();
    }

    /** The answer that docs/routing.md gives. */
    @Test
    void a_stream_that_is_silent_for_longer_than_the_response_timeout_is_cut_and_one_that_speaks_is_not()
            throws Exception {
        put("/paz/config/services/demo-api/response-timeout", "1");
        startWithInstance();
        String answer = HaproxyServer.exchange(internal, "GET /events HTTP/1.1\r\n" + SERVICE + "\r\n");
        assertThat(answer)
                .contains("data: first")
                .doesNotContain("data: second")
                .doesNotEndWith("0\r\n\r\n");
    }

    private void startWithInstance() throws Exception {
        EmbeddedConfd confd = startAll();
        instance = new StreamInstance();
        toClose.add(instance);
        put("/paz/services/demo-api/1/1", instance.address());
        awaitStatus(internal, "demo-api.paz", 200);
        awaitQuiet(confd);
    }

    private void sends_an_event_before_there_is_a_second() throws Exception {
        try (Socket client = client("GET /events HTTP/1.1\r\n" + SERVICE + "\r\n")) {
            assertThat(readUntil(client, "data: first")).doesNotContain("second");
            instance.mayGoOn.countDown();
            assertThat(readUntil(client, "0\r\n\r\n")).contains("data: second");
        }
    }

    private void passes_both_directions_of_one_request_at_a_time() throws Exception {
        try (Socket client = client("POST /echo HTTP/1.1\r\n" + SERVICE + "Transfer-Encoding: chunked\r\n\r\n")) {
            for (String piece : new String[] {"one", "two", "three"}) {
                send(client, StreamInstance.chunk(piece));
                readUntil(client, piece);
            }
            send(client, "0\r\n\r\n");
            readUntil(client, "0\r\n\r\n");
        }
    }

    private void asks_the_instance_before_a_body_is_sent() throws Exception {
        String expecting = SERVICE + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n";
        try (Socket client = client("POST /upload HTTP/1.1\r\n" + expecting)) {
            assertThat(readUntil(client, "\r\n\r\n")).startsWith("HTTP/1.1 100");
            send(client, "body");
            assertThat(readUntil(client, "\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
        try (Socket client = client("POST /refuse HTTP/1.1\r\n" + expecting)) {
            assertThat(readUntil(client, "\r\n\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    /** Of an instance that does not read, its client is not read from either. */
    private void keeps_no_more_of_an_upload_than_its_buffers() throws Exception {
        instance.mayGoOn = new CountDownLatch(1);
        long uploadedBefore = instance.uploaded.get();
        try (SocketChannel client =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), internal))) {
            client.write(StandardCharsets.US_ASCII.encode(
                    "POST /upload HTTP/1.1\r\n" + SERVICE + "Content-Length: " + UPLOAD + "\r\n\r\n"));
            client.configureBlocking(false);
            long memory = memoryOfWorkers();
            long sent = sendUntilBlocked(client);
            assertThat(sent).isLessThan(UPLOAD / 2);
            instance.mayGoOn.countDown();
            client.configureBlocking(true);
            for (long left = UPLOAD - sent; left > 0; ) {
                left -= client.write(ByteBuffer.allocate((int) Math.min(left, MEGABYTE)));
            }
            assertThat(readUntil(client.socket(), "\r\n\r\n")).startsWith("HTTP/1.1 200");
            assertThat(instance.uploaded.get() - uploadedBefore).isEqualTo(UPLOAD);
            assertThat(memoryOfWorkers() - memory).isLessThan(16 * MEGABYTE);
        }
    }

    /** Bytes that the system and HAProxy take while nobody reads; blocked is what took nothing for 200 looks in a row. */
    private static long sendUntilBlocked(SocketChannel client) throws IOException {
        long[] sent = {0, 0};
        Await.until("nothing more is taken", SOON, () -> {
            long written = write(client, ByteBuffer.allocate(MEGABYTE));
            sent[0] += written;
            sent[1] = written > 0 ? 0 : sent[1] + 1;
            return sent[1] > 200 || sent[0] > UPLOAD / 2;
        });
        return sent[0];
    }

    private static long write(SocketChannel client, ByteBuffer bytes) {
        try {
            return client.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private long memoryOfWorkers() {
        return haproxy.processes().mapToLong(StreamsTest::memory).sum();
    }

    private static long memory(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Socket client(String head) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), internal);
        client.setSoTimeout((int) SOON.toMillis());
        send(client, head);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(Socket client, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = client.getInputStream().read();
            assertThat(next)
                    .as("the end of \"%s\" came before \"%s\"", text, end)
                    .isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
