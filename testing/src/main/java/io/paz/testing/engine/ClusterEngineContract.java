package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.control.Artefact;
import io.paz.engine.control.HeldPart;
import io.paz.engine.spec.ContainerSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link io.paz.engine.control.ClusterEngine} promises. */
public abstract class ClusterEngineContract extends EngineContract {

    private static final String HOSTILE = "\" --privileged; $(id) ${HOME} pa$$word %i #\\n\n'two lines' \\";

    @Test
    void what_is_submitted_runs_and_is_announced_under_the_address_of_a_host() {
        submitAndAwaitRunning();
        awaitAnnounced();
        assertThat(spec().ids()).allMatch(id -> engine().hosts()
                .contains(fixture().announced(id).split(":")[0]));
        assertThat(engine().present()).contains(spec().release());
        assertThat(engine().isGone(spec().ids())).isFalse();
        assertThat(engine().reported())
                .filteredOn(status -> status.release().equals(spec().release()))
                .extracting(status -> status.id() + " " + status.condition())
                .containsExactlyInAnyOrder(instance(1) + " RUNNING", instance(2) + " RUNNING");
    }

    @Test
    void what_is_held_is_told_with_the_hashes_that_were_meant() {
        submitAndAwaitRunning();
        List<HeldPart> held = held();
        assertThat(held.stream().map(part -> part.name() + " " + part.hash()))
                .containsExactlyInAnyOrderElementsOf(engine().artefacts(spec()).stream()
                        .map(ClusterEngineContract::nameAndHash)
                        .toList());
        assertThat(held).allMatch(HeldPart::isWanted);
        assertThat(held).allMatch(part -> part.id().equals(engine().instanceOf(part.name())));
        assertThat(held.stream().filter(part -> !part.isAnnouncer()))
                .extracting(HeldPart::condition)
                .containsExactly(Condition.RUNNING, Condition.RUNNING);
        assertThat(engine().load())
                .allSatisfy((host, parts) -> assertThat(parts).isNotNegative());
        assertThat(held).allMatch(part -> engine().load().containsKey(part.host()));
    }

    private static String nameAndHash(Artefact artefact) {
        return artefact.name() + " " + artefact.hash();
    }

    private List<HeldPart> held() {
        return engine().held().stream()
                .filter(part -> part.release().equals(spec().release()))
                .toList();
    }

    @Test
    void artefacts_are_the_same_each_time_and_differ_with_their_content() {
        assertThat(engine().artefacts(spec())).isEqualTo(engine().artefacts(spec()));
        assertThat(engine().possibleArtefacts(spec())).containsAll(engine().artefacts(spec()));
        ContainerSpec other = spec(1).env(Map.of("MESSAGE", "other")).build();
        assertThat(engine().artefacts(other)).isNotEqualTo(engine().artefacts(spec()));
    }

    @Test
    void a_submission_made_again_changes_nothing() {
        submitAndAwaitRunning();
        awaitContainer(1);
        String before = fixture().container(instance(1));

        engine().submit(spec(), spec().numbers());
        awaitRunning();
        assertThat(fixture().container(instance(1))).isEqualTo(before);
    }

    @Test
    void instances_come_and_go_one_by_one() {
        engine().submit(spec(), List.of(2));
        awaitThat("instance 2 runs", () -> conditions().get(1) == Condition.RUNNING);
        assertThat(conditions()).containsExactly(Condition.PENDING, Condition.RUNNING);
        engine().submit(spec(), List.of(1));
        awaitRunning();

        engine().destroy(List.of(instance(2)));
        awaitThat("instance 2 is gone", () -> engine().isGone(List.of(instance(2))));
        assertThat(engine().isGone(List.of(instance(1)))).isFalse();
        assertThat(conditions()).containsExactly(Condition.RUNNING, Condition.PENDING);
    }

    @Test
    void what_is_withdrawn_runs_on_and_is_announced_no_more() {
        engine().submit(spec(), spec().numbers());
        awaitAnnounced();

        engine().withdraw(List.of(instance(1)));
        awaitThat(
                "instance 1 is announced no more",
                () -> fixture().announced(instance(1)).isEmpty());
        assertThat(fixture().announced(instance(2))).isNotEmpty();
        assertThat(conditions()).containsExactly(Condition.RUNNING, Condition.RUNNING);
    }

    @Test
    void what_is_destroyed_leaves_no_container_and_no_key() {
        engine().submit(spec(), spec().numbers());
        awaitAnnounced();

        engine().destroy(spec().ids());
        engine().destroy(spec().ids());
        awaitThat("both are gone", () -> engine().isGone(spec().ids()));
        // An engine may forget an instance when it told its host to stop it; the container may still be closing its
        // connections.
        awaitThat("no container is left", () -> !fixture().hasContainers(service));
        assertThat(spec().ids()).allMatch(id -> fixture().announced(id).isEmpty());
        assertThat(engine().present()).doesNotContain(spec().release());
    }

    @Test
    void hostile_values_reach_the_container_byte_for_byte() {
        engine().submit(spec(1).env(Map.of("MESSAGE", HOSTILE)).build(), List.of(1));
        awaitContainer(1);
        assertThat(fixture().environment(instance(1))).contains("MESSAGE=" + HOSTILE);
    }

    @Test
    void a_container_that_dies_is_started_again() {
        submitAndAwaitRunning();
        awaitContainer(1);
        String first = fixture().container(instance(1));

        fixture().kill(instance(1));
        awaitThat("another container runs", () -> {
            String now = fixture().container(instance(1));
            return !now.isEmpty() && !now.equals(first);
        });
        awaitRunning();
    }
}
