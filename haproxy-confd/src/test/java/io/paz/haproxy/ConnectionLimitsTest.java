package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
        // With two instances a request passes HAProxy twice, and takes two connections.
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

    @Test
    void a_full_public_front_end_leaves_the_internal_one_and_the_statistics_alone() {
        int answered = 0;
        for (int source = 2; source < 10; source++) {
            answered += keep(MAX_PER_SOURCE, "127.0.0." + source);
        }
        assertThat(answered).isEqualTo(MAX_CONNECTIONS);
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);
        assertThat(HaproxyServer.exchange(stats, "GET /;csv HTTP/1.0\r\n\r\n")).contains("demo-api-1-1");
    }

    @Test
    void one_source_leaves_the_public_front_end_to_others() {
        assertThat(keep(MAX_CONNECTIONS, "127.0.0.2")).isEqualTo(MAX_PER_SOURCE);
        assertThat(keep(MAX_PER_SOURCE, "127.0.0.3")).isEqualTo(MAX_PER_SOURCE);
        assertThat(HaproxyServer.status(open, "demo-api.paz")).isEqualTo(200);
        assertThat(configuration()).contains("timeout http-keep-alive 10s");
    }

    /** Opens connections with one request each and keeps them; returns how many were answered. */
    private int keep(int count, String source) {
        int answered = 0;
        for (int i = 0; i < count; i++) {
            answered += keep(source) ? 1 : 0;
        }
        return answered;
    }

    private boolean keep(String source) {
        Socket socket = new Socket();
        kept.add(socket);
        try {
            socket.setSoTimeout(1_000);
            socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), open));
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: demo-api.paz\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }
}
