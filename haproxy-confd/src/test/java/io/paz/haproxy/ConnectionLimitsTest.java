package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that keep connections to the public front end: whom they may keep out. The limits are small ones here. */
class ConnectionLimitsTest extends RealParts {

    private static final int MAX_CONNECTIONS = 20;
    private static final int MAX_PER_SOURCE = 5;

    private final List<Socket> kept = new ArrayList<>();

    @BeforeEach
    void startPublicService() throws Exception {
        startAll(null, Map.of("PAZ_HAPROXY_MAXCONN", String.valueOf(MAX_CONNECTIONS)));
        put("/paz/config/services/demo-api/visibility", "public");
        put("/paz/services/demo-api/1/1", instance("one").address());
        put("/paz/services/demo-api/1/2", instance("two").address());
        Await.until("both answer", SOON, () -> answers(4).size() == 2);
        awaitStatus(open, "demo-api.paz", 200);
    }

    @AfterEach
    void closeConnections() throws IOException {
        for (Socket socket : kept) {
            socket.close();
        }
    }

    /** Requests that are never answered each hold two connections: of a service with two instances they pass HAProxy twice. */
    @Test
    void a_full_public_front_end_leaves_the_internal_one_and_the_statistics_alone() throws Exception {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        toClose.add(silent);
        put("/paz/config/services/silent/visibility", "public");
        put("/paz/services/silent/1/1", "127.0.0.1:" + silent.getLocalPort());
        put("/paz/services/silent/1/2", "127.0.0.1:" + silent.getLocalPort());
        Await.until("both instances are known", SOON, () -> statistics("silent", "silent-1-2")
                .isPresent());
        for (int source = 2; source < 2 + MAX_CONNECTIONS / MAX_PER_SOURCE; source++) {
            ask(MAX_PER_SOURCE, "127.0.0." + source, "silent.paz", "/");
        }
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);
        assertThat(HaproxyServer.exchange(stats, "GET /;csv HTTP/1.0\r\n\r\n")).contains("demo-api-1-1");
    }

    @Test
    void one_source_leaves_the_public_front_end_to_others() throws IOException {
        List<Socket> asking = ask(MAX_CONNECTIONS, "127.0.0.2", "demo-api.paz", "/slow");
        List<Socket> other = ask(MAX_PER_SOURCE, "127.0.0.3", "demo-api.paz", "/");
        assertThat(other).allMatch(ConnectionLimitsTest::isAnswered);
        assertThat(asking.stream().filter(ConnectionLimitsTest::isAnswered)).hasSize(MAX_PER_SOURCE);
        assertThat(configuration()).contains("timeout http-keep-alive 10s");
    }

    /** Opens connections with one request each, and keeps them. */
    private List<Socket> ask(int count, String source, String host, String path) throws IOException {
        List<Socket> asking = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            kept.add(socket);
            asking.add(socket);
            socket.setSoTimeout(20_000);
            socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), open));
            write(socket, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
        return asking;
    }

    private static void write(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertThat(e).as("the connection was refused already").isNotNull();
        }
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }
}
