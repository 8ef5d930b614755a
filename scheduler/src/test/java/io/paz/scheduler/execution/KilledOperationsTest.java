package io.paz.scheduler.execution;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.testing.FakeFaults;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.MemoryFolder;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** kill -9 at each effect and each write of an operation, and a new start: it ends well or goes back, and drops nothing on the way. */
class KilledOperationsTest {

    private static final int INSTANCES = 3;

    /** More than a start has, which is checked: the last runs are not killed at all. */
    private static final int MAX_EFFECTS_OF_A_START = 54;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final FakeWorld world = new FakeWorld();

    /**
     * What is asked for, and what is so afterwards.
     *
     * @param asked number that the directory may have when the one who asked was never answered
     * @param maxEffects more than it has, which is checked: the last runs are not killed at all
     * @param served instances that must be announced at every moment
     * @param good whether the instances come up
     */
    private record Case(
            String name,
            Function<TestScheduler, Ticket<?>> ask,
            int maxEffects,
            int asked,
            boolean good,
            int served,
            int running,
            int listed) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("scale up", scheduler -> scheduler.scale(5, INSTANCES), 44, 5, true, 3, 5, 5),
            new Case("scale up in vain", scheduler -> scheduler.scale(5, INSTANCES), 56, 5, false, 3, 3, 3),
            new Case("scale down", scheduler -> scheduler.scale(1, INSTANCES), 42, 1, true, 1, 1, 1),
            new Case("stop", TestScheduler::stop, 40, 3, true, 0, 0, 3));

    /** It goes on as any deployment does, which has a test of its own. */
    private static final Case RESTART =
            new Case("restart", TestScheduler::restart, Integer.MAX_VALUE, 3, true, 3, 3, 3);

    private static final int EFFECTS_OF_A_RESTART = 12;

    /** Right before an effect is where the one before it ended, so every second count is enough. */
    static Stream<Arguments> casesAndEffects() {
        return Stream.concat(
                CASES.stream().flatMap(each -> until(each.maxEffects()).mapToObj(effect -> arguments(each, effect))),
                until(EFFECTS_OF_A_RESTART).mapToObj(effect -> arguments(RESTART, effect)));
    }

    @ParameterizedTest(name = "{0} killed at effect {1}")
    @MethodSource("casesAndEffects")
    void an_operation_is_finished_after_the_next_start_or_never_began(Case each, int effect) {
        TestScheduler first = deployed();
        world.mustServe(each.served());
        world.healthy = (release, instance) -> each.good() || instance <= INSTANCES;
        boolean asked = killedAt(effect, first, each);
        try (TestScheduler second = restarted()) {
            boolean accepted = second.repository.journal("web", 1L, 9).size() == 1;
            assertThat(accepted || !asked).as("what was answered is kept").isTrue();
            Deployment serving = second.repository.serving("web").get(0);
            int running = accepted ? each.running() : INSTANCES;
            assertThat(serving.running()).isEqualTo(running);
            assertThat(world.slots())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, running)
                            .mapToObj(instance -> new FakeWorld.Slot(serving.id(), instance))
                            .toList());
            assertThat(world.published)
                    .containsExactly("web", "web " + serving.id().version());
            assertThat(world.violations).isEmpty();
            assertThat(listed()).isIn(accepted ? List.of(each.listed()) : List.of(INSTANCES, each.asked()));
        }
    }

    /** A start follows a stop, and is killed too. */
    @ParameterizedTest(name = "killed at effect {0}")
    @MethodSource("effects")
    void a_start_is_finished_after_the_next_start_of_the_scheduler(int effect) {
        TestScheduler first = deployed();
        TestScheduler.ended(first.stop());
        await().until(Threads::noneWorks);
        killedAt(
                effect,
                first,
                new Case("start", TestScheduler::start, MAX_EFFECTS_OF_A_START, 3, true, 0, INSTANCES, INSTANCES));
        try (TestScheduler second = restarted()) {
            boolean accepted = second.repository.journal("web", 2L, 9).size() == 1;
            assertThat(second.repository.serving("web").get(0).stopped()).isEqualTo(!accepted);
            assertThat(world.slots()).hasSize(accepted ? INSTANCES : 0);
            assertThat(world.published).containsExactly("web", "web 1");
        }
    }

    static IntStream effects() {
        return until(MAX_EFFECTS_OF_A_START);
    }

    private static IntStream until(int maxEffects) {
        return IntStream.rangeClosed(1, maxEffects / 2).map(half -> 2 * half);
    }

    private int listed() {
        return world.directory.get("web").config().numInstances();
    }

    private TestScheduler deployed() {
        world.directory.put("web", Services.web(INSTANCES));
        TestScheduler scheduler = new TestScheduler(world, folder);
        assertThat(scheduler.deployAndWait(Services.web(INSTANCES)).state()).isEqualTo(DeploymentState.DONE);
        await().until(Threads::noneWorks);
        return scheduler;
    }

    /** Whether the one who asked was told that it is accepted. */
    private boolean killedAt(int effect, TestScheduler scheduler, Case each) {
        try (scheduler) {
            world.faults.killAt(effect);
            Ticket<?> ticket = each.ask().apply(scheduler);
            await().until(() -> ticket.ended().isDone() || Threads.noneWorks());
            assertThat(ticket.ended().isDone() || effect < each.maxEffects())
                    .as("the last run is not killed")
                    .isTrue();
            return true;
        } catch (FakeFaults.Killed killed) {
            return false;
        } finally {
            world.faults.neverKill();
        }
    }

    private TestScheduler restarted() {
        TestScheduler scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        await().until(() -> scheduler.repository.unfinished().isEmpty()
                && scheduler.repository.operations().unfinished().isEmpty());
        scheduler.look();
        return scheduler;
    }
}
