package io.paz.scheduler.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.paz.client.StatisticsClient;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.scheduler.serving.BalancerHealth;
import io.paz.scheduler.traffic.LoadBalancers.Report;
import io.paz.scheduler.traffic.LoadBalancers.Server;
import io.paz.scheduler.traffic.Traffic;
import io.paz.testing.RealHaproxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
            HaproxyBalancers balancers = new HaproxyBalancers(
                    () -> Set.of("10.0.0.1"), haproxy.statisticsUrl() + "/", StatisticsClient.anonymous());
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
            assertThat(balancers.ask("nothing")).singleElement().satisfies(report -> {
                assertThat(report.servers()).isEmpty();
                assertThat(report.traffic()).isEqualTo(Traffic.NONE);
            });

            haproxy.reload("server web-3-1 " + address);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> servers(balancers).equals(List.of(server(3, 1, "no check", 1))));
        } finally {
            instance.stop(0);
        }
    }

    @Test
    void health_of_every_service_is_read_with_what_the_check_found() throws IOException {
        HttpServer bad = instance(500);
        HttpServer good = instance(200);
        String servers =
                """
                option httpchk GET /health
                    server web-1-1 127.0.0.1:%d check inter 100ms fall 1
                    server web-1-2 127.0.0.1:%d check inter 100ms fall 1
                    server web-1-3 127.0.0.1:9 check inter 100ms fall 1""".formatted(good.getAddress().getPort(), bad.getAddress().getPort());
        try (RealHaproxy haproxy = new RealHaproxy(folder, servers)) {
            String address = haproxy.statisticsUrl();
            HaproxyBalancers balancers =
                    new HaproxyBalancers(() -> Set.of("10.0.0.1"), address, StatisticsClient.anonymous());
            ReleaseId web = new ReleaseId("web", 1);
            Map<InstanceId, BalancerHealth> expected = Map.of(
                    web.instance(1), new BalancerHealth(address, true, "UP", ""),
                    web.instance(2), new BalancerHealth(address, false, "DOWN", "answers 500"),
                    web.instance(3), new BalancerHealth(address, false, "DOWN", "fails: connection refused"));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(balancers.health()).containsExactly(expected));
        } finally {
            bad.stop(0);
            good.stop(0);
        }
        assertThat(new HaproxyBalancers(() -> Set.of("10.0.0.1"), "http://127.0.0.1:9", StatisticsClient.anonymous())
                        .health())
                .isEmpty();
    }

    @Test
    void counters_are_those_of_the_service_and_of_each_instance() throws Exception {
        HttpServer good = instance(200);
        HttpServer bad = instance(500);
        String servers = "server web-1-1 127.0.0.1:%d\n    server web-2-1 127.0.0.1:%d\n    server web-3-1 127.0.0.1:9"
                .formatted(good.getAddress().getPort(), bad.getAddress().getPort());
        try (RealHaproxy haproxy = new RealHaproxy(folder, servers)) {
            HaproxyBalancers balancers = new HaproxyBalancers(
                    () -> Set.of("10.0.0.1"), haproxy.statisticsUrl(), StatisticsClient.anonymous());
            for (int request = 0; request < 9; request++) {
                get(haproxy.port());
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> balancers.ask("web").get(0).traffic().requests() == 9);
            Report report = balancers.ask("web").get(0);
            assertThat(report.lifetime()).isGreaterThanOrEqualTo(9);
            assertThat(report.traffic().errors()).isEqualTo(6);
            assertThat(report.traffic().connectionErrors()).isEqualTo(3);
            assertThat(report.servers().stream().map(Server::traffic))
                    .containsExactly(
                            new Traffic(3, 0, 0, 0, 0),
                            new Traffic(3, 3, 0, 0, 0),
                            new Traffic(0, 0, 3, report.traffic().retries(), 0));

            haproxy.reload(servers);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> balancers.ask("web").get(0).traffic().equals(Traffic.NONE));
            assertThat(balancers.ask("web").get(0).lifetime()).isLessThan(report.lifetime());
        } finally {
            good.stop(0);
            bad.stop(0);
        }
    }

    private static HttpServer instance(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void get(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void one_that_is_not_there_or_is_something_else_says_so() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            String template = "http://{ip}:" + other.getAddress().getPort();
            String there = template.replace("{ip}", "127.0.0.1");
            String silent = template.replace("{ip}", "127.0.0.2");
            assertThat(new HaproxyBalancers(
                                    () -> Set.of("127.0.0.2", "127.0.0.1"), template, StatisticsClient.anonymous())
                            .ask("web"))
                    .containsExactly(
                            Report.silent(there, "its answer 404 is not a statistics page of HAProxy"),
                            Report.silent(silent, "connection refused"));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void one_whose_host_is_missing_in_a_short_list_is_asked_all_the_same() throws IOException {
        try (RealHaproxy haproxy = new RealHaproxy(folder, "server web-1-1 127.0.0.1:9 check inter 100ms fall 1")) {
            Deque<Set<String>> lists = new ArrayDeque<>(List.of(Set.of("127.0.0.1", "127.0.0.2"), Set.of("127.0.0.2")));
            String template = haproxy.statisticsUrl().replace("127.0.0.1", "{ip}");
            HaproxyBalancers balancers = new HaproxyBalancers(
                    new RecentHosts(lists::remove, System::nanoTime), template, StatisticsClient.anonymous());
            assertThat(balancers.ask("web")).hasSize(2);
            assertThat(balancers.ask("web"))
                    .filteredOn(report -> report.problem() == null)
                    .singleElement()
                    .satisfies(report -> assertThat(report.servers()).hasSize(1));
        }
    }

    private static List<Server> servers(HaproxyBalancers balancers) {
        return balancers.ask("web").get(0).servers();
    }

    private static Server server(int version, int instance, String status, int weight) {
        return new Server(new ReleaseId("web", version), instance, status, true, weight, Traffic.NONE, 0, 0);
    }
}
