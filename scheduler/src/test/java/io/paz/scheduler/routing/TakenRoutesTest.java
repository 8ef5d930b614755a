package io.paz.scheduler.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.spec.PortMapping;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.etcd.EtcdRoutes;
import io.paz.scheduler.release.PortProtocol;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.Route;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host or path has one owner in a real etcd too, whoever was admitted with it. */
final class TakenRoutesTest {

    private static final String SERVICES = "/paz/config/services/";

    @TempDir
    Path folder;

    private EtcdServer server;
    private EtcdConnection etcd;
    private EtcdRoutes routes;

    @BeforeEach
    void start() {
        server = EtcdServer.unstarted().start(folder.resolve("etcd"));
        etcd = EtcdConnection.open(server.endpoints());
        routes = new EtcdRoutes(etcd.keys());
    }

    @AfterEach
    void stop() {
        etcd.close();
        server.close();
    }

    private static Release release(String service, List<String> domains, Route... own) {
        ServiceConfig config = Services.config(1, new PortMapping(80, null)).toBuilder()
                .domains(domains)
                .routes(List.of(own))
                .build();
        return new Release(Services.id(service, 1), null, "team/" + service, false, config);
    }

    private static Route route(String host, String path) {
        return new Route(host, path, null, null);
    }

    private SortedMap<String, String> keys() {
        return etcd.keys().list(SERVICES).join();
    }

    @Test
    void what_another_service_is_published_with_is_not_published_again() {
        routes.publishService(release("shop", List.of("shop.example"), route("shop.example", "/api")));
        SortedMap<String, String> before = keys();

        for (Release taking : List.of(
                release("thief", List.of("shop.example")),
                release("thief", List.of("own.example"), route("shop.example", null)),
                release("thief", List.of(), route("shop.example", "/api")))) {
            assertThatThrownBy(() -> routes.publishService(taking))
                    .isInstanceOf(RouteTakenException.class)
                    .hasMessageMatching(
                            "shop.example(/api)? belongs to the service shop, which is published with it.*");
            assertThat(keys()).isEqualTo(before);
        }
        routes.publishService(release("guest", List.of("own.example"), route("shop.example", "/api/v2")));
        assertThatThrownBy(() ->
                        routes.publishService(release("thief", List.of("thief.example"), route("own.example", null))))
                .hasMessageStartingWith("own.example belongs to the service guest");
    }

    @Test
    void a_public_port_of_another_tcp_service_is_not_published_again() {
        routes.publishService(tcp("mail"));
        assertThatThrownBy(() -> routes.publishService(tcp("thief")))
                .isInstanceOf(RouteTakenException.class)
                .hasMessageStartingWith("public TCP port 20025 belongs to the service mail");
        routes.publishService(tcp("mail"));
    }

    private static Release tcp(String service) {
        ServiceConfig config = ServiceConfig.builder()
                .protocol(new PortProtocol("tcp", 20_025, true))
                .build();
        return new Release(Services.id(service, 1), null, "team/" + service, false, config);
    }

    @Test
    void a_path_of_all_hosts_of_a_service_is_one_of_each() {
        routes.publishService(release("shop", List.of("shop.example"), route(null, "/sale")));

        assertThatThrownBy(() -> routes.publishService(release("thief", List.of(), route("shop.example", "/sale"))))
                .hasMessageStartingWith("shop.example/sale belongs to the service shop");
    }

    @Test
    void a_service_keeps_what_it_has_whatever_somebody_else_wrote_beside_it() {
        Release shop = release("shop", List.of("shop.example"));
        routes.publishService(shop);
        etcd.keys().put(SERVICES + "ghost/domains/shop.example", "").join();

        routes.publishService(shop);
        assertThat(keys()).containsKey(SERVICES + "shop/domains/shop.example");
    }

    @Test
    void of_two_that_publish_at_once_one_gets_it() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> tries = Stream.of("one", "two", "three", "four")
                .map(service -> CompletableFuture.supplyAsync(() -> publishes(service, start)))
                .toList();
        start.countDown();

        assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(keys().keySet())
                .filteredOn(key -> key.endsWith("/domains/shop.example"))
                .hasSize(1);
    }

    private boolean publishes(String service, CountDownLatch start) {
        try {
            start.await();
            routes.publishService(release(service, List.of("shop.example")));
            return true;
        } catch (RouteTakenException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_deployment_that_loses_says_to_whom_and_is_taken_back() {
        etcd.keys().put(SERVICES + "shop/domains/shop.example", "").join();
        FakeWorld world = new FakeWorld();
        try (TestScheduler scheduler =
                new TestScheduler(world, folder.resolve("store"), TestScheduler.PACING, routes)) {
            ServiceDefinition web = new ServiceDefinition(
                    "web",
                    null,
                    "team/web",
                    release("web", List.of("shop.example")).config());

            Deployment lost = scheduler.deployAndWait(web);

            assertThat(lost.state()).isEqualTo(DeploymentState.FAILED);
            assertThat(lost.reason())
                    .startsWith("shop.example belongs to the service shop, which is published with it");
            assertThat(keys().keySet()).containsExactly(SERVICES + "shop/domains/shop.example");
        }
    }
}
