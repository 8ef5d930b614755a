package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a connection that lasts, such as a WebSocket, when other services come and go. */
class LongConnectionTest extends RealParts {

    private final List<Tunnel> tunnels = new ArrayList<>();

    @Test
    void aConnectionOfOneServiceOutlivesTheReloadsForOthersAndNoTimeEndsIt() throws Exception {
        EmbeddedConfd confd = startWithEcho(Map.of());
        Tunnel tunnel = openTunnel();
        for (int i = 1; i <= 5; i++) {
            reload(confd, i);
        }
        assertThat(tunnel.echoes()).isTrue();
        assertThat(configuration()).doesNotContain("hard-stop-after");
    }

    @Test
    void theOldestProcessEndsWhenTooManyHaveConnections() throws Exception {
        EmbeddedConfd confd = startWithEcho(Map.of(ConfdOptions.MAX_OLD_WORKERS, "2"));
        for (int i = 1; i <= 4; i++) {
            tunnels.add(openTunnel());
            reload(confd, i);
        }
        Await.until(
                "the two oldest are ended",
                SOON,
                () -> !tunnels.get(0).echoes() && !tunnels.get(1).echoes());
        assertThat(tunnels.get(2).echoes()).isTrue();
        assertThat(tunnels.get(3).echoes()).isTrue();
        assertThat(HaproxyServer.status(internal, "other-4.paz")).isEqualTo(200);
    }

    private EmbeddedConfd startWithEcho(Map<String, String> environment) throws Exception {
        EmbeddedConfd confd = startAll(null, environment);
        EchoServer echo = new EchoServer();
        toClose.add(echo);
        put("/paz/services/demo-api/1/1", echo.address());
        awaitStatus(internal, "demo-api.paz", 200);
        awaitQuiet(confd);
        return confd;
    }

    private Tunnel openTunnel() throws Exception {
        Tunnel tunnel = Tunnel.open(internal, "demo-api.paz");
        toClose.add(tunnel);
        return tunnel;
    }

    /** A service comes, for which HAProxy reads its files again. */
    private void reload(EmbeddedConfd confd, int number) throws Exception {
        int reloads = confd.status().publishing().reloads();
        put("/paz/services/other-" + number + "/1/1", instance("other").address());
        awaitStatus(internal, "other-" + number + ".paz", 200);
        Await.until(
                "HAProxy has read its files again",
                SOON,
                () -> confd.status().publishing().reloads() > reloads);
    }
}
