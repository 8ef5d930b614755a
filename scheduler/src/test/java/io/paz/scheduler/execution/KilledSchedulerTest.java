package io.paz.scheduler.execution;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeFaults;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.testing.MemoryFolder;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.Threads;
import io.paz.scheduler.traffic.TrafficWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 right before and right after each effect and each write of a deployment, and a new start: it ends well or goes back, nothing is
 * lost, nothing is left over, and something serves all the time.
 */
class KilledSchedulerTest {

    private static final ServiceDefinition WEB = Services.web(2);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final FakeWorld world = new FakeWorld();

    /**
     * A strategy.
     *
     * @param served instances that must be announced at every moment; a service that is recreated is away in between
     * @param maxEffects more than a deployment has that goes well, which is checked: the last runs are not killed at all
     * @param maxEffectsInVain more than one has that fails
     */
    private record Strategy(String name, int served, int maxEffects, int maxEffectsInVain) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Strategy> STRATEGIES = List.of(
            new Strategy("rolling", 2, 130, 122),
            new Strategy("recreate", 0, 92, 104),
            new Strategy("canary", 2, 154, 82));

    /** Right before an effect is where the one before it ended, so every second count is enough. */
    private static IntStream until(int maxEffects) {
        return IntStream.rangeClosed(1, maxEffects / 2).map(half -> 2 * half);
    }

    static IntStream effectsOfARemoval() {
        return IntStream.rangeClosed(1, 40);
    }

    static Stream<Arguments> effects() {
        return STRATEGIES.stream()
                .flatMap(strategy -> until(strategy.maxEffects()).mapToObj(effect -> arguments(strategy, effect)));
    }

    static Stream<Arguments> effectsInVain() {
        return STRATEGIES.stream().flatMap(strategy -> until(strategy.maxEffectsInVain())
                .mapToObj(effect -> arguments(strategy, effect)));
    }

    @ParameterizedTest(name = "{0} killed at effect {1}")
    @MethodSource("effects")
    void a_deployment_is_finished_after_the_next_start(Strategy strategy, int effect) {
        ServiceDefinition web = web(strategy);
        TestScheduler first = withFirstVersion();
        world.mustServe(strategy.served());
        killedAt(effect, strategy.maxEffects(), first, web);
        TestScheduler second = restarted();
        try {
            int versions = second.deployments.history("web").size();
            assertThat(second.deployments.history("web")).allMatch(each -> each.state() == DeploymentState.DONE);
            assertThat(second.repository.journal("web", 0L, 9)).hasSize(versions);
            assertThat(second.repository.serving("web").stream().map(Deployment::id))
                    .containsExactly(Services.id("web", versions));
            assertWhole(versions);
            assertThat(second.deployAndWait(web).id().version()).isEqualTo(versions + 1);
        } finally {
            second.close();
        }
    }

    @ParameterizedTest(name = "{0} killed at effect {1}")
    @MethodSource("effectsInVain")
    void a_deployment_that_fails_in_the_middle_is_taken_back_after_the_next_start(Strategy strategy, int effect) {
        TestScheduler first = withFirstVersion();
        world.mustServe(strategy.served());
        world.healthy = (release, instance) -> release.version() == 1 || instance == 1;
        killedAt(effect, strategy.maxEffectsInVain(), first, web(strategy));
        TestScheduler second = restarted();
        try {
            assertThat(second.repository.serving("web").stream().map(Deployment::id))
                    .containsExactly(Services.id("web", 1));
            assertThat(second.deployments.history("web").stream().skip(1))
                    .allMatch(each -> each.state() == DeploymentState.FAILED
                            && "instance 2 failed: web-2-2.service is FAILED; its last line: \"last line of web-2-2.service\""
                                    .equals(each.reason()));
            assertWhole(1);
        } finally {
            second.close();
        }
    }

    private static ServiceDefinition web(Strategy strategy) {
        return strategy.name().equals("canary") ? Services.canary(2, 0) : Services.web(strategy.name(), 2);
    }

    private void assertWhole(int version) {
        assertThat(world.slots())
                .containsExactlyInAnyOrder(
                        new Slot(Services.id("web", version), 1), new Slot(Services.id("web", version), 2));
        assertThat(world.published).containsExactly("web", "web " + version);
        assertThat(world.traffic.weights.values()).allMatch(weight -> weight == TrafficWeights.DEFAULT_WEIGHT);
        assertThat(world.violations).isEmpty();
    }

    @ParameterizedTest(name = "killed at effect {0}")
    @MethodSource("effectsOfARemoval")
    void a_removal_is_finished_after_the_next_start_or_never_began(int effect) {
        TestScheduler first = withFirstVersion();
        world.directory.put("web", WEB);
        world.faults.killAt(effect);
        boolean asked = remove(first);
        first.close();
        world.faults.neverKill();
        TestScheduler second = restarted();
        try {
            boolean began = second.repository.journal("web", 0L, 9).size() == 2;
            assertThat(began || !asked).isTrue();
            assertThat(world.heldReleases()).hasSize(began ? 0 : 1);
            assertThat(world.published).hasSize(began ? 0 : 2);
            assertThat(world.directory).hasSize(began ? 0 : 1);
            assertThat(second.repository.removals()).isEmpty();
        } finally {
            second.close();
        }
    }

    private static boolean remove(TestScheduler scheduler) {
        try {
            var removed = scheduler.deployments.remove("web", Requester.UNKNOWN);
            await().until(() -> removed.isDone() || Threads.noneWorks());
            return removed.isDone();
        } catch (FakeFaults.Killed killed) {
            return false;
        }
    }

    private TestScheduler withFirstVersion() {
        world.traffic.pace = Duration.ofSeconds(6);
        TestScheduler scheduler = new TestScheduler(world, folder);
        assertThat(scheduler.deployAndWait(WEB).state()).isEqualTo(DeploymentState.DONE);
        await().until(Threads::noneWorks);
        return scheduler;
    }

    private void killedAt(int effect, int maxEffects, TestScheduler scheduler, ServiceDefinition web) {
        try (scheduler) {
            world.faults.killAt(effect);
            Ticket<Deployment> ticket = scheduler.deploy(web);
            await().until(() -> ticket.ended().isDone() || Threads.noneWorks());
            boolean whole = ticket.ended().isDone() && !ticket.ended().isCompletedExceptionally();
            assertThat(whole || effect < maxEffects)
                    .as("the last run is not killed")
                    .isTrue();
        } catch (FakeFaults.Killed killed) {
            assertThat(effect).as("the hook itself was killed").isLessThan(10);
        } finally {
            world.faults.neverKill();
        }
    }

    private TestScheduler restarted() {
        TestScheduler scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        await().until(() -> scheduler.repository.unfinished().isEmpty()
                && scheduler.repository.operations().unfinished().isEmpty()
                && scheduler.repository.removals().isEmpty());
        scheduler.look();
        return scheduler;
    }
}
