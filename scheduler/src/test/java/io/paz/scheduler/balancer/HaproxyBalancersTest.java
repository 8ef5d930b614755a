package io.paz.scheduler.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.paz.scheduler.deployment.Balancers.Report;
import io.paz.scheduler.deployment.Balancers.Server;
import io.paz.scheduler.deployment.release.ReleaseId;
import io.paz.scheduler.testing.RealHaproxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real HAProxy. */
class HaproxyBalancersTest {

    @TempDir
    Path folder;

    @Test
    void servers_are_read_as_haproxy_shows_them_and_follow_a_reload() throws IOException {
        HttpServer instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        instance.start();
        String address = "127.0.0.1:" + instance.getAddress().getPort();
        String servers = "server web-1-1 %s\n    server web-2-1 %s check inter 100ms\n    server web-2-2 %s disabled\n"
                + "    server web-2-3 127.0.0.1:9 check inter 100ms fall 1\n    server web-3-1 %s weight 0\n    server other %s";
        try (RealHaproxy haproxy = new RealHaproxy(folder, servers.replace("%s", address))) {
            HaproxyBalancers balancers = new HaproxyBalancers(() -> Set.of("10.0.0.1"), haproxy.statisticsUrl() + "/");
            await().atMost(Duration.ofSeconds(10)).until(() -> servers(balancers).stream()
                    .filter(server -> server.instance() == 3)
                    .allMatch(server -> server.status().equals("DOWN")));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> servers(balancers).stream().allMatch(Server::checked));
            assertThat(servers(balancers))
                    .containsExactly(
                            server(1, 1, "no check", 1),
                            server(2, 1, "UP", 1),
                            server(2, 2, "MAINT", 1),
                            server(2, 3, "DOWN", 1),
                            server(3, 1, "no check", 0));
            assertThat(balancers.ask("nothing")).containsExactly(new Report(haproxy.statisticsUrl(), null, List.of()));

            haproxy.reload("server web-3-1 " + address);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> servers(balancers).equals(List.of(server(3, 1, "no check", 1))));
        } finally {
            instance.stop(0);
        }
    }

    @Test
    void one_that_is_not_there_or_is_something_else_says_so() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            String template = "http://{ip}:" + other.getAddress().getPort();
            String there = template.replace("{ip}", "127.0.0.1");
            String silent = template.replace("{ip}", "127.0.0.2");
            assertThat(new HaproxyBalancers(() -> Set.of("127.0.0.2", "127.0.0.1"), template).ask("web"))
                    .containsExactly(
                            new Report(there, "its answer 404 is not a statistics page of HAProxy", List.of()),
                            new Report(silent, "no connection", List.of()));
        } finally {
            other.stop(0);
        }
    }

    private static List<Server> servers(HaproxyBalancers balancers) {
        return balancers.ask("web").get(0).servers();
    }

    private static Server server(int version, int instance, String status, int weight) {
        return new Server(new ReleaseId("web", version), instance, status, true, weight);
    }
}
