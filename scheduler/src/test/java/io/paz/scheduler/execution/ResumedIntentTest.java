package io.paz.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.persistence.TestRecords;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Strategy;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.MemoryFolder;
import io.paz.scheduler.testing.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What another release of the scheduler began, this one ends: each effect happens that did not happen yet, and none happens again. The
 * other release is one that counted its tasks, whose records are in {@code intents}, or one whose plans have another order.
 */
class ResumedIntentTest {

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    static Stream<String> intents() {
        Stream<String> acts = KillAct.ALL.stream().map(KillAct::name).filter(name -> !Set.of("rollback", "restart")
                .contains(name));
        return Stream.concat(Stream.of("first deployment"), acts);
    }

    @ParameterizedTest
    @MethodSource("intents")
    void executes_what_remains_at_every_boundary_of_a_release_that_counted_tasks(String name) {
        StoredIntents intents = StoredIntents.of(name);
        for (int boundary = 0; boundary < intents.size(); boundary++) {
            ResumedWorld world = new ResumedWorld(folder.resolve(String.valueOf(boundary)));
            act(name).ifPresent(world::serve);
            world.apply(intents.effectsBefore(boundary));

            DeploymentState state = resume(world, intents.record(boundary));

            assertThat(world.effects()).as("%s, boundary %d", name, boundary).isEqualTo(intents.effectsAfter(boundary));
            assertThat(intents.lastRecord())
                    .as("%s, boundary %d", name, boundary)
                    .contains("\"state\":\"" + state + "\"");
        }
    }

    private static DeploymentState resume(ResumedWorld world, String record) {
        return record.contains("\"release\":")
                ? world.resume(TestRecords.deployment(record))
                : world.resume(TestRecords.operation(record));
    }

    private static Optional<KillAct> act(String name) {
        return KillAct.ALL.stream().filter(act -> act.name().equals(name)).findFirst();
    }

    /** The other release had each task before the one that is before it in this release. */
    @ParameterizedTest
    @ValueSource(strings = {"rolling", "recreate"})
    void executes_what_remains_of_a_plan_whose_order_changed(String strategy) {
        Deployment started = started(strategy);
        List<Task> plan = plan(started);
        assertThat(plan.stream().map(Task::id)).doesNotHaveDuplicates();
        for (int place = 0; place < plan.size() - 1; place++) {
            List<Task> done = new ArrayList<>(plan.subList(0, place));
            done.add(plan.get(place + 1));
            ResumedWorld world = new ResumedWorld(folder.resolve(String.valueOf(place)));
            world.serve(false);
            world.apply(done.stream().flatMap(ResumedIntentTest::effects).toList());

            DeploymentState state = world.resume(withProgress(started, done, plan.get(place)));

            Set<Task> open = new HashSet<>(plan);
            done.forEach(open::remove);
            assertThat(world.effects())
                    .as("%s, %s done before %s", strategy, plan.get(place + 1), plan.get(place))
                    .isEqualTo(plan.stream()
                            .filter(open::contains)
                            .flatMap(ResumedIntentTest::effects)
                            .toList());
            assertThat(state).isEqualTo(DeploymentState.DONE);
        }
    }

    private static Deployment started(String strategy) {
        Release release = new Release(
                new ReleaseId("web", 3),
                null,
                "team/web",
                false,
                Services.web(strategy, KillAct.INSTANCES).config());
        return Deployment.accepted(release, List.of(), "a test", Requester.UNKNOWN, ResumedWorld.NOW)
                .started(List.of(2), strategy, "a test", ResumedWorld.NOW);
    }

    private static List<Task> plan(Deployment started) {
        Takeover takeover = new Takeover(started.release(), List.of(ResumedWorld.release(2)), Set.of());
        Strategy strategy = Strategies.named(started.strategy(), started.release());
        return Stream.concat(strategy.rollout(takeover).stream(), strategy.cleanup(takeover).stream())
                .toList();
    }

    private static Deployment withProgress(Deployment started, List<Task> done, Task begun) {
        Deployment deployment = started.beginning(begun);
        for (Task task : done) {
            deployment = deployment.completed(task, "a test", ResumedWorld.NOW);
        }
        return deployment;
    }

    private static Stream<String> effects(Task task) {
        String instances = task.release() + " " + task.instances();
        return switch (task.kind()) {
            case PUBLISH_VERSION -> Stream.of("publish " + task.release());
            case PUBLISH_SERVICE -> Stream.of("publish service by " + task.release());
            case SUBMIT -> Stream.of("submit " + instances);
            case WITHDRAW -> Stream.of("withdraw " + instances);
            case DESTROY -> Stream.of("destroy " + instances);
            case RETIRE -> Stream.of("unpublish " + task.release());
            default -> Stream.empty();
        };
    }
}
