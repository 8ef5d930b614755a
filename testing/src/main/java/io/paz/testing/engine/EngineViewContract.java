package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.Host;
import io.paz.engine.HostUsage;
import io.paz.engine.InstanceId;
import io.paz.engine.LogLine;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.view.ClusterView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ClusterView}, {@link io.paz.engine.view.InstanceLogs} and {@link io.paz.engine.view.HostUsageSource} promise. */
public abstract class EngineViewContract extends EngineContract {

    private ClusterView cluster() {
        return fixture().view().cluster();
    }

    private List<Workload> instances() {
        return valueOf(cluster().workloads().flatMapIterable(piece -> piece).collectList()).stream()
                .filter(workload -> workload.name().kind() == WorkloadName.Kind.INSTANCE)
                .filter(workload -> workload.name().service().equals(service))
                .toList();
    }

    private Host hostOf(InstanceId instance) {
        String id = instances().stream()
                .filter(workload -> workload.name().instanceId().equals(Optional.of(instance)))
                .findFirst()
                .orElseThrow()
                .hostId();
        return valueOf(cluster().hosts()).stream()
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_instance_is_shown_on_its_host_for_as_long_as_it_is_there() {
        submitAndAwaitRunning();
        assertThat(instances())
                .extracting(workload -> workload.name().instanceId().orElseThrow() + " " + workload.condition())
                .containsExactlyInAnyOrder(
                        instance(1) + " " + Condition.RUNNING, instance(2) + " " + Condition.RUNNING);
        assertThat(hostOf(instance(1)).address()).isIn(engine().hosts());

        engine().destroy(spec().ids());
        awaitThat("it is shown no more", () -> instances().isEmpty());
    }

    @Test
    void what_is_meant_of_an_instance_is_known() {
        engine().submit(spec(), List.of(1));
        assertThat(valueOf(cluster().desiredStates()))
                .containsKey(WorkloadName.of(instance(1).toString()));
        assertThat(engine().artefacts(spec())).allMatch(artefact -> cluster()
                .nameOf(artefact.name())
                .instanceId()
                .equals(Optional.of(engine().instanceOf(artefact.name()))));
    }

    @Test
    void a_change_is_told_or_not_at_all() {
        String before = valueOf(cluster().nextChange("").defaultIfEmpty(""));
        engine().submit(spec(), List.of(1));
        if (!before.isEmpty()) {
            awaitThat("the change is told", () -> !valueOf(cluster().nextChange(before))
                    .equals(before));
        }
    }

    @Test
    void lines_of_an_instance_are_read_and_followed() {
        submitAndAwaitRunning();
        Host host = hostOf(instance(1));
        awaitThat("it printed something", () -> !lines(host).isEmpty());
        List<LogLine> read = lines(host);
        assertThat(read).allMatch(line -> line.workload().equals(instance(1).toString()));

        LogLine followed = valueOf(fixture()
                .view()
                .logs()
                .follow(host, Set.of(instance(1).toString()), Optional.empty())
                .next());
        assertThat(followed.message()).isEqualTo(read.get(0).message());
    }

    private List<LogLine> lines(Host host) {
        return valueOf(fixture()
                .view()
                .logs()
                .last(host, Set.of(instance(1).toString()), 100)
                .collectList());
    }

    @Test
    void the_usage_of_a_host_holds_that_of_its_instances() {
        submitAndAwaitRunning();
        Host host = hostOf(instance(1));
        awaitThat("a sample of instance 1", () -> {
            HostUsage usage = valueOf(fixture().view().usage().since(host, Instant.EPOCH));
            return usage.resources().processors() > 0
                    && Optional.ofNullable(usage.containers().get(instance(1).toString()))
                            .filter(container -> !container.samples().isEmpty())
                            .isPresent();
        });
        assertThat(valueOf(fixture().view().usage().newest(host)).host()).isNotEmpty();
    }
}
