package io.paz.scheduler.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.EngineUnavailableException;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.scheduler.etcd.EtcdRoutes;
import io.paz.scheduler.execution.ExpectedRoutes;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else writes below {@code /paz/config/services/}, in a real etcd, beside a real journal. */
final class UnknownRoutesTest {

    private static final Duration LONG = UnknownRoutes.REMOVAL_DELAY.plusSeconds(30);
    private static final String EVIL = "/paz/config/services/evil/";

    @TempDir
    private Path folder;

    private final FakeWorld world = new FakeWorld();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private EtcdServer server;
    private EtcdConnection etcd;
    private TestScheduler scheduler;
    private RoutePublisher publisher;

    @BeforeEach
    void start() {
        server = EtcdServer.unstarted().start(folder.resolve("etcd"));
        etcd = EtcdConnection.open(server.endpoints());
        EtcdRoutes routes = new EtcdRoutes(etcd.keys());
        scheduler = new TestScheduler(world, folder.resolve("store"), TestScheduler.PACING, routes);
        ExpectedRoutes journal = new ExpectedRoutes(scheduler.repository);
        UnknownRoutes unknown = new UnknownRoutes(routes, journal::isKnown, world, clock);
        publisher = new RoutePublisher(journal::published, journal::isOver, routes, unknown, clock);
    }

    @AfterEach
    void stop() {
        scheduler.close();
        etcd.close();
        server.close();
    }

    private void put(String key, String value) {
        etcd.keys().put(key, value).join();
    }

    private Set<String> keys() {
        return etcd.keys().list("/paz/").join().keySet();
    }

    private void lookTwice() {
        publisher.refresh();
        clock.advance(LONG);
        publisher.refresh();
    }

    @Test
    void settings_of_a_service_that_nobody_knows_are_removed_and_shown() {
        put(EVIL + "visibility", "public");
        put(EVIL + "domains/shop.example", "\u001b[2J");
        put("/paz/services/evil/1/1", "10.0.0.1:80");
        scheduler.deployAndWait(Services.web(2));

        publisher.refresh();
        assertThat(keys()).as("at first").contains(EVIL + "visibility");
        clock.advance(LONG);
        publisher.refresh();

        assertThat(keys()).noneMatch(key -> key.startsWith(EVIL));
        assertThat(publisher.restored()).isEqualTo(2);
        assertThat(publisher.history()).singleElement().satisfies(evil -> {
            assertThat(evil.service()).isEqualTo("evil");
            assertThat(evil.keys())
                    .containsExactly(
                            EVIL + "domains/shop.example: \"?[2J\" (expected: missing)",
                            EVIL + "visibility: \"public\" (expected: missing)");
        });
    }

    @Test
    void settings_of_a_platform_without_services_are_removed() {
        put(EVIL + "visibility", "public");
        put("/paz/services/paz-web", "10.0.0.1:9000");
        lookTwice();
        assertThat(keys()).noneMatch(key -> key.startsWith(EVIL));
    }

    @Test
    void what_the_engine_holds_stays_though_the_journal_has_lost_it() {
        scheduler.deployAndWait(Services.web(2));
        etcd.keys().put("/paz/config/services/web/visibility", "public").join();
        EtcdRoutes routes = new EtcdRoutes(etcd.keys());
        UnknownRoutes unknown = new UnknownRoutes(routes, service -> false, world, clock);

        unknown.remove();
        clock.advance(LONG);

        assertThat(unknown.remove()).isEmpty();
        assertThat(keys()).contains("/paz/config/services/web/visibility");
    }

    @Test
    void keys_of_the_parts_and_of_the_operator_stay() {
        List<String> others = List.of(
                "/paz/config/services/paz-web/visibility",
                "/paz/config/domain",
                "/paz/config/part-hosts/10.0.0.1",
                "/paz/config/other/evil");
        others.forEach(key -> put(key, "x"));
        lookTwice();
        assertThat(keys()).containsAll(others);
    }

    @Test
    void an_engine_that_is_silent_says_nothing() {
        put(EVIL + "visibility", "public");
        publisher.refresh();
        clock.advance(LONG);
        world.engineDown = true;
        assertThatThrownBy(publisher::refresh).isInstanceOf(EngineUnavailableException.class);
        assertThat(keys()).contains(EVIL + "visibility");

        world.engineDown = false;
        clock.advance(LONG);
        publisher.refresh();
        assertThat(keys()).as("right after the silence").contains(EVIL + "visibility");
        clock.advance(LONG);
        publisher.refresh();
        assertThat(keys()).doesNotContain(EVIL + "visibility");
    }

    @Test
    void an_engine_that_has_lost_its_memory_says_nothing() {
        put(EVIL + "visibility", "public");
        put("/paz/services/evil/1/1", "10.0.0.1:80");
        lookTwice();
        assertThat(keys()).as("it holds nothing, and something is announced").contains(EVIL + "visibility");

        etcd.keys().delete("/paz/services/evil/1/1").join();
        world.hosts.clear();
        lookTwice();
        assertThat(keys()).as("it names no host").contains(EVIL + "visibility");
    }

    @Test
    void a_journal_that_cannot_be_read_says_nothing() {
        put(EVIL + "visibility", "public");
        publisher.refresh();
        clock.advance(LONG);
        scheduler.close();
        assertThatThrownBy(publisher::refresh).isInstanceOf(RuntimeException.class);
        assertThat(keys()).contains(EVIL + "visibility");
    }

    @Test
    void a_service_that_is_created_changed_or_removed_is_never_disturbed() {
        world.afterEffect = call -> {
            clock.advance(LONG);
            publisher.refresh();
        };
        scheduler.deployAndWait(Services.web(2));
        scheduler.deployAndWait(Services.web(2));
        TestScheduler.removed(scheduler, "web");
        assertThat(publisher.restored()).isZero();
    }
}
