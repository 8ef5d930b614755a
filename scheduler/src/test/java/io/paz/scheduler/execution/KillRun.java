package io.paz.scheduler.execution;

import static io.paz.scheduler.testing.QuickWait.await;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.testing.FakeFaults;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.Threads;
import io.paz.scheduler.traffic.TrafficWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One run of the kill programme: a scheduler is killed while it does something, the next one perhaps while it takes that up again, and
 * then everything that must hold is looked at. Each scheduler has the store of the one before, and the world that it left.
 */
final class KillRun {

    private static final String KEY = "the key of the request";
    private static final int ALL_LINES = 99;

    private final KillAct act;
    private final Path folder;
    private final FakeWorld world = new FakeWorld();
    private final List<String> violations = new ArrayList<>();
    private int kills;
    private int journalled;

    KillRun(KillAct act, Path folder) {
        this.act = act;
        this.folder = folder;
    }

    /** Effects that the act has when nobody kills it, writes to the disk included. */
    int effects() {
        prepare();
        int before = world.calls.size();
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            TestScheduler.ended(act.ask().apply(scheduler, KEY));
        }
        return world.calls.size() - before;
    }

    /**
     * Kills right after an effect.
     *
     * @param again the effect of the next start after which that one is killed; 0 for none
     * @return what did not hold
     */
    List<String> killedAfter(int effect, int again) {
        prepare();
        world.mustServe(act.served());
        boolean answered = killed(effect, scheduler -> act.ask().apply(scheduler, KEY));
        if (again > 0) {
            killed(again, scheduler -> {
                scheduler.deployments.resume();
                return null;
            });
        }
        look(answered);
        return List.copyOf(violations);
    }

    int kills() {
        return kills;
    }

    private void prepare() {
        world.traffic.pace = Duration.ofSeconds(6);
        world.directory.put("web", Services.web(KillAct.INSTANCES));
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployAndWait(Services.web(KillAct.INSTANCES));
            scheduler.deployAndWait(Services.web(KillAct.INSTANCES));
            if (act.stoppedBefore()) {
                TestScheduler.ended(scheduler.stop());
            }
            journalled = scheduler.repository.journal("web", 0L, ALL_LINES).size();
        }
        world.healthy = (release, instance) -> act.comesUp(release.version(), instance);
    }

    private interface Work {
        Ticket<?> begin(TestScheduler scheduler);
    }

    /** Whether the one who asked was answered before the kill. */
    private boolean killed(int effect, Work work) {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.faults.killAt(2 * effect);
            Ticket<?> ticket = work.begin(scheduler);
            await().until(() -> isSettled(scheduler) || Threads.noneWorks());
            kills += isSettled(scheduler) ? 0 : 1;
            return ticket != null;
        } catch (FakeFaults.Killed killed) {
            kills++;
            return false;
        } finally {
            world.faults.neverKill();
        }
    }

    private void look(boolean answered) {
        List<Deployment> history;
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            resume(scheduler);
            boolean accepted = journalSize(scheduler) > journalled;
            require(accepted || !answered, "what was answered is not on disk");
            lookAt(scheduler, accepted, "after the start");
            TestScheduler.ended(act.ask().apply(scheduler, KEY));
            lookAt(scheduler, true, "after the same request again");
            history = scheduler.repository.history("web");
        }
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            require(scheduler.repository.history("web").equals(history), "the history reads otherwise after a restart");
        }
    }

    private static void resume(TestScheduler scheduler) {
        scheduler.deployments.resume();
        await().until(() -> isSettled(scheduler));
        scheduler.look();
    }

    private void lookAt(TestScheduler scheduler, boolean accepted, String when) {
        int version = accepted ? act.version() : 2;
        int running = accepted ? act.running() : act.runningBefore();
        List<Deployment> history = scheduler.repository.history("web");
        List<Deployment> serving = scheduler.repository.serving("web");
        require(
                journalSize(scheduler) == journalled + (accepted ? 1 : 0),
                () -> when + ": " + journalSize(scheduler) + " lines in the journal");
        require(
                IntStream.range(0, history.size())
                        .allMatch(at -> history.get(at).id().version() == at + 1),
                () -> when + ": versions are not 1, 2, 3: " + history);
        require(
                serving.size() == 1
                        && serving.get(0).id().version() == version
                        && serving.get(0).running() == running,
                () -> when + ": not version " + version + " serves with " + running + ", but " + serving);
        require(endedAsItShould(scheduler, accepted), () -> when + ": it ended otherwise than it should: " + history);
        require(world.slots().equals(slots(version, running)), () -> when + ": the engine holds " + world.slots());
        require(
                world.published.equals(Set.of("web", "web " + version)),
                () -> when + ": published is " + world.published);
        require(
                world.traffic.weights.values().stream().allMatch(weight -> weight == TrafficWeights.DEFAULT_WEIGHT),
                () -> when + ": weights are " + world.traffic.weights);
        require(world.violations.isEmpty(), () -> when + ": " + world.violations);
    }

    private boolean endedAsItShould(TestScheduler scheduler, boolean accepted) {
        DeploymentState wanted = act.good() || !accepted ? DeploymentState.DONE : DeploymentState.FAILED;
        boolean operated =
                accepted && !scheduler.repository.operations().newest("web", 1).isEmpty();
        DeploymentState state = operated
                ? scheduler.repository.operations().newest("web", 1).get(0).state()
                : scheduler.repository.latest("web").orElseThrow().state();
        return state == wanted;
    }

    private static Set<FakeWorld.Slot> slots(int version, int running) {
        return IntStream.rangeClosed(1, running)
                .mapToObj(instance -> new FakeWorld.Slot(Services.id("web", version), instance))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int journalSize(TestScheduler scheduler) {
        return scheduler.repository.journal("web", 0L, ALL_LINES).size();
    }

    private void require(boolean holds, String otherwise) {
        require(holds, () -> otherwise);
    }

    private void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            violations.add(otherwise.get());
        }
    }

    private static boolean isSettled(TestScheduler scheduler) {
        return scheduler.repository.unfinished().isEmpty()
                && scheduler.repository.operations().unfinished().isEmpty();
    }
}
