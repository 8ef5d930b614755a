package io.paz.scheduler.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.api.fleet.UnitState;
import io.paz.client.FleetClient;
import io.paz.scheduler.engine.EngineRefusedException;
import io.paz.scheduler.engine.EngineUnavailableException;
import io.paz.scheduler.engine.HeldPart;
import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.engine.Part;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.testing.FleetStandIn;
import io.paz.scheduler.testing.FleetStandIn.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FleetClusterEngineTest {

    private final Release release = Releases.release(Releases.full());
    private FleetStandIn fleet;
    private FleetClusterEngine engine;

    private static final List<Integer> ALL = List.of(1, 2);

    @BeforeEach
    void start() throws IOException {
        fleet = new FleetStandIn();
        engine = new FleetClusterEngine(
                new FleetClient(URI.create(fleet.url()), null),
                new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"));
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void a_release_is_submitted_withdrawn_and_destroyed() {
        engine.submit(release, ALL);
        assertThat(fleet.units())
                .containsExactly(
                        "demo-api-3-1.service",
                        "demo-api-3-2.service",
                        "demo-api-announce-3-1.service",
                        "demo-api-announce-3-2.service");
        assertThat(engine.present()).containsExactly(release.id());
        assertThat(engine.isGone(release, ALL)).isFalse();

        engine.withdraw(release, ALL);
        assertThat(fleet.units()).containsExactly("demo-api-3-1.service", "demo-api-3-2.service");

        engine.destroy(release, ALL);
        engine.destroy(release, ALL);
        assertThat(fleet.units()).isEmpty();
        assertThat(engine.isGone(release, ALL)).isTrue();
        assertThat(engine.hosts()).containsExactly("127.0.0.1");
    }

    @Test
    void the_instances_of_a_pair_are_kept_on_different_hosts_where_there_are_two() {
        engine.submit(release, ALL);
        assertThat(fleet.values("demo-api-3-2.service", "Conflicts")).isEmpty();
        assertThat(engine.load()).isEqualTo(Map.of("m1", 0));

        fleet.machines = 2;
        engine.submit(release, ALL);
        assertThat(fleet.values("demo-api-3-1.service", "Conflicts")).isEmpty();
        assertThat(fleet.values("demo-api-3-2.service", "Conflicts")).containsExactly("demo-api-3-1.service");
        assertThat(fleet.values("demo-api-announce-3-2.service", "Conflicts")).isEmpty();
        assertThat(engine.forms(release))
                .containsAll(engine.parts(release))
                .containsAll(engine.held().stream()
                        .map(part -> new Part(part.name(), part.hash()))
                        .toList());
        assertThat(engine.load()).isEqualTo(Map.of("m1", 0, "m2", 0));
    }

    @Test
    void some_instances_are_replaced_while_the_others_are_left_alone() {
        engine.submit(release, List.of(2));
        assertThat(fleet.units()).containsExactly("demo-api-3-2.service", "demo-api-announce-3-2.service");
        engine.submit(release, List.of(1));
        engine.withdraw(release, List.of(2));
        engine.destroy(release, List.of(2));
        assertThat(fleet.units()).containsExactly("demo-api-3-1.service", "demo-api-announce-3-1.service");
        assertThat(engine.isGone(release, List.of(2))).isTrue();
        assertThat(engine.isGone(release, ALL)).isFalse();
        assertThat(engine.status(release, List.of(1))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EVERY_SECOND_PUT_FAILS", "EVERY_SECOND_PUT_RESETS_AFTER_COMMIT", "PUTS_ARE_LOST", "DOWN"})
    void a_submission_that_breaks_off_is_reported_and_works_when_made_again(Fault fault) {
        fleet.fail(fault);
        assertThatThrownBy(() -> engine.submit(release, ALL)).isInstanceOf(EngineUnavailableException.class);
        fleet.fail(Fault.NONE);
        engine.submit(release, ALL);
        assertThat(fleet.units()).hasSize(4);
    }

    @Test
    void what_fleet_refuses_is_refused() {
        fleet.fail(Fault.REFUSES_UNITS);
        assertThatThrownBy(() -> engine.submit(release, ALL))
                .isInstanceOf(EngineRefusedException.class)
                .hasMessage("fleet answered 400: invalid unit");
    }

    @Test
    void a_silent_fleet_is_noticed_within_seconds() {
        fleet.fail(Fault.ANSWERS_NOTHING);
        long start = System.nanoTime();
        assertThatThrownBy(engine::hosts)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageStartingWith("fleet does not answer at " + fleet.url());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3500));
    }

    @Test
    void the_status_of_each_instance_is_what_systemd_says() {
        engine.submit(release, ALL);
        fleet.subState("demo-api-3-2.service", "failed");
        assertThat(engine.status(release, ALL))
                .extracting(status -> status.instance() + " " + status.condition() + " " + status.evidence())
                .containsExactly(
                        "1 RUNNING demo-api-3-1.service is active (running), loaded",
                        "2 FAILED demo-api-3-2.service is failed (failed), loaded");
    }

    @Test
    void what_is_held_is_read_back_with_its_hash_and_what_systemd_says() {
        engine.submit(release, ALL);
        fleet.subState("demo-api-3-2.service", "failed");
        List<HeldPart> held = engine.held();
        assertThat(held)
                .extracting(part -> new Part(part.name(), part.hash()))
                .containsExactlyInAnyOrderElementsOf(engine.parts(release));
        assertThat(held)
                .extracting(part -> part.name() + " " + part.instance() + " " + part.sidekick() + " " + part.launched()
                        + " " + part.condition() + " " + part.evidence())
                .containsExactly(
                        "demo-api-3-1.service 1 false true RUNNING active (running), loaded",
                        "demo-api-3-2.service 2 false true FAILED failed (failed), loaded",
                        "demo-api-announce-3-1.service 1 true true RUNNING" + " active (running), loaded",
                        "demo-api-announce-3-2.service 2 true true RUNNING" + " active (running), loaded");
        assertThat(held).extracting(part -> engine.instanceOf(part.name())).containsExactly(1, 2, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "loaded, active, running, RUNNING",
        "loaded, failed, failed, FAILED",
        "loaded, activating, auto-restart, RESTARTING",
        "loaded, activating, start-pre, PENDING",
        "loaded, deactivating, stop-post, PENDING",
        "loaded, inactive, dead, PENDING",
        "bad-setting, inactive, dead, FAILED",
        "not-found, inactive, dead, PENDING"
    })
    void states_mean_conditions(String load, String active, String sub, Condition condition) {
        UnitState state = new UnitState("web-1-1.service", null, "m1", load, active, sub);
        assertThat(FleetClusterEngine.condition(state)).isEqualTo(condition);
    }
}
