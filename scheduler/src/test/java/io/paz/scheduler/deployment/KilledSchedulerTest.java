package io.paz.scheduler.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.scheduler.deployment.engine.InstanceStatus.Condition;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 right before and right after each effect and each write of a deployment, and a new start: it ends well or goes back, nothing is
 * lost, nothing is left over, and something serves all the time.
 */
class KilledSchedulerTest {

    private static final ServiceDefinition WEB = Services.web(2);

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();

    /** More than a deployment has; the last ones are not killed at all. */
    static IntStream effects() {
        return IntStream.rangeClosed(1, 75);
    }

    @ParameterizedTest(name = "killed at effect {0}")
    @MethodSource("effects")
    void a_deployment_is_finished_after_the_next_start(int effect) {
        firstVersion();
        world.mustServe();
        killedAt(effect, () -> {});
        TestScheduler second = restarted();
        try {
            int versions = second.deployments.history("web").size();
            assertThat(second.deployments.history("web")).allMatch(each -> each.state() == DeploymentState.DONE);
            assertThat(second.repository.journal("web", 0L, 9)).hasSize(versions);
            assertThat(second.repository.serving("web").stream().map(Deployment::id))
                    .containsExactly(Services.id("web", versions));
            assertThat(world.held()).containsExactly(Services.id("web", versions));
            assertThat(world.published).containsExactly("web", "web " + versions);
            assertThat(world.violations).isEmpty();
            assertThat(second.deployAndWait(WEB).id().version()).isEqualTo(versions + 1);
        } finally {
            second.close();
        }
    }

    @ParameterizedTest(name = "killed at effect {0}")
    @MethodSource("effects")
    void a_failing_deployment_is_taken_back_after_the_next_start(int effect) {
        firstVersion();
        world.mustServe();
        killedAt(effect, () -> {
            world.answers = release -> release.version() == 1;
            world.condition = release -> release.version() == 1 ? Condition.RUNNING : Condition.FAILED;
        });
        TestScheduler second = restarted();
        try {
            assertThat(second.repository.serving("web").stream().map(Deployment::id))
                    .containsExactly(Services.id("web", 1));
            assertThat(second.deployments.history("web").stream().skip(1))
                    .allMatch(each -> each.state() == DeploymentState.FAILED
                            && "instance 1 failed: web-2-1.service is FAILED".equals(each.reason()));
            assertThat(world.held()).containsExactly(Services.id("web", 1));
            assertThat(world.published).containsExactly("web", "web 1");
            assertThat(world.violations).isEmpty();
        } finally {
            second.close();
        }
    }

    @ParameterizedTest(name = "killed at effect {0}")
    @MethodSource("effects")
    void a_removal_is_finished_after_the_next_start_or_never_began(int effect) {
        firstVersion();
        world.directory.put("web", WEB);
        TestScheduler first = new TestScheduler(world, folder);
        world.killAt(effect);
        boolean asked = remove(first);
        first.close();
        world.neverKill();
        TestScheduler second = restarted();
        try {
            boolean began = second.repository.journal("web", 0L, 9).size() == 2;
            assertThat(began || !asked).isTrue();
            assertThat(world.held()).hasSize(began ? 0 : 1);
            assertThat(world.published).hasSize(began ? 0 : 2);
            assertThat(world.directory).hasSize(began ? 0 : 1);
            assertThat(second.repository.removals()).isEmpty();
        } finally {
            second.close();
        }
    }

    private static boolean remove(TestScheduler scheduler) {
        try {
            var removed = scheduler.deployments.remove("web");
            await().until(() -> removed.isDone() || Threads.noneWorks());
            return removed.isDone();
        } catch (FakeWorld.Killed killed) {
            return false;
        }
    }

    private void firstVersion() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            assertThat(scheduler.deployAndWait(WEB).state()).isEqualTo(DeploymentState.DONE);
        }
    }

    private void killedAt(int effect, Runnable before) {
        before.run();
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.killAt(effect);
            Ticket ticket = scheduler.deploy(WEB);
            await().until(() -> ticket.ended().isDone() || Threads.noneWorks());
        } catch (FakeWorld.Killed killed) {
            assertThat(effect).as("the hook itself was killed").isLessThan(10);
        } finally {
            world.neverKill();
        }
    }

    private TestScheduler restarted() {
        TestScheduler scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        scheduler.deployments.removeLeftovers();
        await().until(() -> scheduler.repository.unfinished().isEmpty()
                && scheduler.repository.removals().isEmpty());
        return scheduler;
    }

    private static final class Threads {

        static boolean noneWorks() {
            return Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("deploy-test"));
        }
    }
}
