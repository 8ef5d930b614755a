package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.WorkloadName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link io.paz.engine.view.ClusterView} promises. */
public abstract class ClusterViewContract extends EngineContract {

    @Test
    void an_instance_is_shown_with_its_host_and_what_is_meant_of_it_for_as_long_as_it_is_there() {
        String before = valueOf(cluster().nextChange("").defaultIfEmpty(""));
        submitFirst();
        awaitThat(
                "a change is told, or none ever is",
                () -> before.isEmpty() || !valueOf(cluster().nextChange(before)).equals(before));
        assertThat(instances())
                .extracting(workload -> workload.name().instanceId().orElseThrow() + " " + workload.condition())
                .containsExactly(instance(1) + " " + Condition.RUNNING);
        assertThat(hostOf(instance(1)).address()).isIn(engine().hosts());
        assertThat(valueOf(cluster().desiredStates()))
                .containsKey(WorkloadName.of(instance(1).toString()));

        engine().destroy(spec().ids());
        awaitThat("it is shown no more", () -> instances().isEmpty());
    }

    @Test
    void the_name_of_an_artefact_says_its_instance() {
        assertThat(engine().artefacts(spec())).allMatch(artefact -> cluster()
                .nameOf(artefact.name())
                .instanceId()
                .equals(Optional.of(engine().instanceOf(artefact.name()))));
    }
}
