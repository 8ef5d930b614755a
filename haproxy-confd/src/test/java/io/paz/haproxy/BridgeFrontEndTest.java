package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where containers of this machine reach services: who may, and what. The loopback network stands for the bridge's. */
class BridgeFrontEndTest extends RealParts {

    private static final String ADDRESS = "127.0.0.2";
    private static final String CONTAINER = "127.0.0.3";
    private static final String OTHER = "127.0.0.4";

    private final int bridge = FreePort.next();

    @Test
    void containersReachInternalServicesAndNobodyElseReachesAnything() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("PAZ_HAPROXY_BRIDGE_BIND", ADDRESS + ":" + bridge);
        environment.put("PAZ_HAPROXY_BRIDGE_NETWORK", CONTAINER + "/32");
        startAll(null, environment);
        put("/paz/services/demo-api/1/1", instance("one").address());
        put("/paz/services/paz-web", instance("part").address());
        awaitStatus(internal, "demo-api.paz", 200);
        awaitStatus(internal, "paz-web.paz", 200);

        Await.until("a container is answered", SOON, () -> ask(CONTAINER, "demo-api.paz")
                .startsWith("HTTP/1.1 200 "));
        assertThat(ask(CONTAINER, "paz-web.paz")).startsWith("HTTP/1.1 404 ");
        for (String spelling : List.of(
                "PAZ-web.localhost",
                "x,paz-web.paz",
                "paz-web.paz,x",
                "paz-web.paz.:80",
                "x\r\nHost: paz-web.paz",
                "\tpaz-web.paz")) {
            assertThat(ask(CONTAINER, spelling)).as(spelling).matches("(?s)HTTP/1\\.1 40[04] .*");
        }
        assertThat(ask(OTHER, "demo-api.paz")).isEmpty();
        assertThat(HaproxyServer.status(open, "demo-api.paz")).isEqualTo(404);
    }

    /** The whole answer to a client at an address; empty where its connection is cut off. */
    private String ask(String from, String host) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(5_000);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(ADDRESS, bridge));
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
