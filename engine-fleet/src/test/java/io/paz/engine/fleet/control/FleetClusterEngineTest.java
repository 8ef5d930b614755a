package io.paz.engine.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.Condition;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.control.Artefact;
import io.paz.engine.control.HeldPart;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.fleet.unit.HostDefaults;
import io.paz.engine.fleet.unit.Releases;
import io.paz.engine.spec.ContainerSpec;
import io.paz.testing.FleetStandIn;
import io.paz.testing.FleetStandIn.Fault;
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

    private final ContainerSpec spec = Releases.full();
    private FleetStandIn fleet;
    private FleetClusterEngine engine;

    private static final List<Integer> ALL = List.of(1, 2);
    private static final InstanceId FIRST = new InstanceId("demo-api", 3, 1);
    private static final InstanceId SECOND = new InstanceId("demo-api", 3, 2);
    private static final List<InstanceId> BOTH = List.of(FIRST, SECOND);

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
        engine.submit(spec, ALL);
        assertThat(fleet.units())
                .containsExactly(
                        "demo-api-3-1.service",
                        "demo-api-3-2.service",
                        "demo-api-announce-3-1.service",
                        "demo-api-announce-3-2.service");
        assertThat(engine.present()).containsExactly(spec.release());
        assertThat(engine.isGone(BOTH)).isFalse();

        engine.withdraw(BOTH);
        assertThat(fleet.units()).containsExactly("demo-api-3-1.service", "demo-api-3-2.service");

        engine.destroy(BOTH);
        engine.destroy(BOTH);
        assertThat(fleet.units()).isEmpty();
        assertThat(engine.isGone(BOTH)).isTrue();
        assertThat(engine.hosts()).containsExactly("127.0.0.1");
    }

    @Test
    void the_instances_of_a_pair_are_kept_on_different_hosts_where_there_are_two() {
        engine.submit(spec, ALL);
        assertThat(fleet.values("demo-api-3-2.service", "Conflicts")).isEmpty();
        assertThat(engine.load()).isEqualTo(Map.of("m1", 0));

        fleet.machines = 2;
        engine.submit(spec, ALL);
        assertThat(fleet.values("demo-api-3-1.service", "Conflicts")).isEmpty();
        assertThat(fleet.values("demo-api-3-2.service", "Conflicts")).containsExactly("demo-api-3-1.service");
        assertThat(fleet.values("demo-api-announce-3-2.service", "Conflicts")).isEmpty();
        assertThat(hashes(engine.possibleArtefacts(spec)))
                .containsAll(hashes(engine.artefacts(spec)))
                .containsAll(engine.held().stream()
                        .map(part -> part.name() + " " + part.hash())
                        .toList());
        assertThat(engine.load()).isEqualTo(Map.of("m1", 0, "m2", 0));
    }

    @Test
    void some_instances_are_replaced_while_the_others_are_left_alone() {
        engine.submit(spec, List.of(2));
        assertThat(fleet.units()).containsExactly("demo-api-3-2.service", "demo-api-announce-3-2.service");
        engine.submit(spec, List.of(1));
        engine.withdraw(List.of(SECOND));
        engine.destroy(List.of(SECOND));
        assertThat(fleet.units()).containsExactly("demo-api-3-1.service", "demo-api-announce-3-1.service");
        assertThat(engine.isGone(List.of(SECOND))).isTrue();
        assertThat(engine.isGone(BOTH)).isFalse();
        assertThat(engine.status(List.of(FIRST))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EVERY_SECOND_PUT_FAILS", "EVERY_SECOND_PUT_RESETS_AFTER_COMMIT", "PUTS_ARE_LOST", "DOWN"})
    void a_submission_that_breaks_off_is_reported_and_works_when_made_again(Fault fault) {
        fleet.fail(fault);
        assertThatThrownBy(() -> engine.submit(spec, ALL)).isInstanceOf(EngineUnavailableException.class);
        fleet.fail(Fault.NONE);
        engine.submit(spec, ALL);
        assertThat(fleet.units()).hasSize(4);
    }

    @Test
    void what_fleet_refuses_is_refused() {
        fleet.fail(Fault.REFUSES_UNITS);
        assertThatThrownBy(() -> engine.submit(spec, ALL))
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
        engine.submit(spec, ALL);
        fleet.subState("demo-api-3-2.service", "failed");
        assertThat(engine.status(BOTH))
                .extracting(status -> status.instance() + " " + status.condition() + " " + status.evidence())
                .containsExactly(
                        "1 RUNNING demo-api-3-1.service is active (running), loaded",
                        "2 FAILED demo-api-3-2.service is failed (failed), loaded");
    }

    @Test
    void what_is_held_is_read_back_with_its_hash_and_what_systemd_says() {
        engine.submit(spec, ALL);
        fleet.subState("demo-api-3-2.service", "failed");
        List<HeldPart> held = engine.held();
        assertThat(held)
                .extracting(part -> part.name() + " " + part.hash())
                .containsExactlyInAnyOrderElementsOf(hashes(engine.artefacts(spec)));
        assertThat(held)
                .extracting(part -> part.name() + " " + part.instance() + " " + part.isAnnouncer() + " "
                        + part.isWanted() + " " + part.condition() + " " + part.evidence())
                .containsExactly(
                        "demo-api-3-1.service 1 false true RUNNING active (running), loaded",
                        "demo-api-3-2.service 2 false true FAILED failed (failed), loaded",
                        "demo-api-announce-3-1.service 1 true true RUNNING" + " active (running), loaded",
                        "demo-api-announce-3-2.service 2 true true RUNNING" + " active (running), loaded");
        assertThat(held)
                .extracting(part -> engine.instanceOf(part.name()))
                .containsExactly(FIRST, SECOND, FIRST, SECOND);
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

    private static List<String> hashes(List<Artefact> artefacts) {
        return artefacts.stream()
                .map(artefact -> artefact.name() + " " + artefact.hash())
                .toList();
    }
}
