package io.paz.scheduler.routing;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.PortMapping;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.etcd.EtcdRoutes;
import io.paz.scheduler.execution.ExpectedRoutes;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal says is published continuously, in a real etcd, by a real store; and a running deployment is never disturbed. */
class RoutePublisherTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();
    private EtcdServer server;
    private EtcdConnection etcd;
    private TestScheduler scheduler;
    private RoutePublisher publisher;
    private HostAddresses addresses;

    @BeforeEach
    void start() {
        server = EtcdServer.unstarted().start(folder.resolve("etcd"));
        etcd = EtcdConnection.open(server.endpoints());
        EtcdRoutes routes = new EtcdRoutes(etcd.keys());
        scheduler = new TestScheduler(world, folder.resolve("store"), TestScheduler.PACING, both(routes));
        ExpectedRoutes journal = new ExpectedRoutes(scheduler.repository);
        UnknownRoutes unknown = new UnknownRoutes(routes, journal::isKnown, world, CLOCK);
        publisher = new RoutePublisher(journal::published, journal::isOver, routes, unknown, CLOCK);
        addresses = new HostAddresses(world, routes, world, System::nanoTime);
    }

    /** In etcd, and in the fake world that the fake load balancers read. */
    private Routes both(Routes real) {
        return (Routes) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Routes.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        method.invoke(world.routes(), arguments);
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void stop() {
        scheduler.close();
        etcd.close();
        server.close();
    }

    private SortedMap<String, String> keys() {
        return etcd.keys().list("/paz/config/").join();
    }

    @Test
    void a_refusal_of_etcd_is_passed_on_in_its_words_and_an_outage_is_called_one() {
        EtcdRoutes routes = new EtcdRoutes(etcd.keys());
        HealthCheck check = new HealthCheck("/" + "1".repeat(2_000_000), 3, null, null, null, null, null, null, null);
        Release large = new Release(
                Services.id("web", 1),
                null,
                "team/web",
                false,
                Services.config(1).toBuilder().healthCheck(check).build());
        assertThatThrownBy(() -> routes.publishVersion(large))
                .isInstanceOf(RoutesUnavailableException.class)
                .hasMessageEndingWith(": etcdserver: request is too large")
                .hasMessageNotContaining("answer");
        server.kill();
        assertThatThrownBy(() -> routes.allowHost("10.0.0.1"))
                .isInstanceOf(RoutesUnavailableException.class)
                .hasMessageContaining("could not put /paz/config/hosts/10.0.0.1: no answer (");
    }

    private void deployedPublicly() {
        HealthCheck check = new HealthCheck("/health", 3, null, null, null, null, null, null, null);
        scheduler.deployAndWait(new ServiceDefinition(
                "web",
                null,
                "team/web",
                Services.config(2, new PortMapping(80, null)).toBuilder()
                        .publicFacing(true)
                        .domains(List.of("shop.example", "www.shop.example"))
                        .healthCheck(check)
                        .httpsRedirect(false)
                        .build()));
    }

    @Test
    void keys_that_were_lost_changed_or_added_are_put_right() {
        deployedPublicly();
        SortedMap<String, String> before = keys();
        assertThat(before)
                .containsEntry("/paz/config/services/web/visibility", "public")
                .containsEntry("/paz/config/services/web/https-redirect", "off")
                .containsEntry("/paz/config/services/web/domains/shop.example", "")
                .containsEntry("/paz/config/services/web/versions/1/health-path", "/health");
        publisher.refresh();
        assertThat(publisher.restored())
                .as("where all is right nothing is written")
                .isZero();

        etcd.keys().delete("/paz/config/services/web/domains/shop.example").join();
        etcd.keys().delete("/paz/config/services/web/versions/1/health-path").join();
        etcd.keys().put("/paz/config/services/web/visibility", "internal").join();
        etcd.keys().delete("/paz/config/services/web/https-redirect").join();
        etcd.keys().put("/paz/config/services/web/hsts", "3600").join();
        etcd.keys().put("/paz/config/services/web/domains/foreign.example", "").join();
        etcd.keys()
                .put("/paz/config/services/web/versions/1/health-method", "HEAD")
                .join();
        publisher.refresh();
        assertThat(keys()).isEqualTo(before);
        assertThat(publisher.restored()).isEqualTo(7);
        assertThat(publisher.history()).singleElement().satisfies(web -> {
            assertThat(web.service()).isEqualTo("web");
            assertThat(web.at()).isEqualTo(CLOCK.instant());
            assertThat(web.count()).isEqualTo(7);
            assertThat(web.keys())
                    .hasSize(7)
                    .contains(
                            "/paz/config/services/web/visibility: \"internal\" (expected: \"public\")",
                            "/paz/config/services/web/https-redirect: missing (expected: \"off\")",
                            "/paz/config/services/web/hsts: \"3600\" (expected: missing)",
                            "/paz/config/services/web/domains/shop.example: missing (expected: \"\")");
        });

        etcd.keys().put("/paz/config/services/web/versions/1/weight", "0").join();
        publisher.refresh();
        assertThat(keys()).containsEntry("/paz/config/services/web/versions/1/weight", "100");
    }

    @Test
    void what_the_journal_does_not_know_is_left_alone_at_first() {
        deployedPublicly();
        etcd.keys().put("/paz/config/services/foreign/visibility", "public").join();
        etcd.keys()
                .put("/paz/config/services/web/versions/7/health-path", "/newer")
                .join();
        etcd.keys().put("/paz/config/domain", "example.org").join();
        SortedMap<String, String> before = keys();
        publisher.refresh();
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void an_emptied_etcd_has_every_key_again() {
        deployedPublicly();
        TestScheduler.ended(scheduler.stop());
        SortedMap<String, String> before = keys();
        etcd.keys().deletePrefix("/paz/").join();
        publisher.refresh();
        addresses.refresh();
        assertThat(keys()).isEqualTo(before).containsKey("/paz/config/hosts/10.0.0.1");
    }

    @Test
    void an_etcd_that_was_replaced_by_an_empty_one_has_every_key_again() {
        deployedPublicly();
        SortedMap<String, String> before = keys();
        server.kill();
        server.start(folder.resolve("another"));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
            publisher.refresh();
            addresses.refresh();
            assertThat(keys()).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rolling", "blue-green", "recreate", "canary"})
    void a_running_deployment_is_never_disturbed(String strategy) {
        world.traffic.pace = Duration.ofSeconds(6);
        deployedPublicly();
        refreshAfterEachEffect();
        ServiceDefinition next = strategy.equals("canary") ? Services.canary(2, 0) : Services.web(strategy, 2);
        assertThat(scheduler.deployAndWait(next).state()).isEqualTo(DeploymentState.DONE);
        world.healthy = (release, instance) -> release.version() != 3 || instance == 1;
        assertThat(scheduler.deployAndWait(next).state()).isEqualTo(DeploymentState.FAILED);
        TestScheduler.removed(scheduler, "web");
        assertThat(disturbance.get()).isNull();
        assertThat(publisher.restored()).isZero();
        assertThat(keys().keySet()).allMatch(key -> key.startsWith("/paz/config/hosts/"));
    }

    private final AtomicReference<Throwable> disturbance = new AtomicReference<>();

    private void refreshAfterEachEffect() {
        world.afterEffect = call -> {
            try {
                publisher.refresh();
            } catch (RuntimeException e) {
                disturbance.compareAndSet(null, e);
            }
            if (publisher.restored() > 0) {
                disturbance.compareAndSet(null, new AssertionError("keys were changed after " + call));
            }
        };
    }

    @Test
    void the_share_of_a_canary_survives_an_emptied_etcd() {
        scheduler.deployAndWait(Services.web(2));
        Ticket<Deployment> canary = scheduler.deploy(Services.canary(2, 1_000_000));
        await().until(() ->
                scheduler.repository.find(canary.accepted().id()).orElseThrow().trial() != null);
        SortedMap<String, String> before = keys();
        assertThat(before)
                .containsEntry("/paz/config/services/web/versions/2/weight", "1")
                .containsEntry("/paz/config/services/web/versions/1/weight", "9");
        etcd.keys().deletePrefix("/paz/config/services/").join();
        publisher.refresh();
        assertThat(keys()).isEqualTo(before);
        scheduler.deployments.intervene(new ReleaseId("web", 2), Intervention.PROMOTE, Requester.UNKNOWN);
        assertThat(TestScheduler.ended(canary).state()).isEqualTo(DeploymentState.DONE);
        publisher.refresh();
        assertThat(keys().keySet()).noneMatch(key -> key.contains("/versions/1/"));
    }
}
