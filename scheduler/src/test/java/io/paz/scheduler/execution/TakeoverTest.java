package io.paz.scheduler.execution;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.Condition;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.time.Timeouts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How one version takes over from another, and how it goes back. */
class TakeoverTest extends SchedulerFixture {

    private static final ServiceDefinition WEB = Services.web(2);

    @Test
    void a_failure_in_the_middle_brings_the_old_instances_back_and_takes_the_new_ones_down() {
        ServiceDefinition three = Services.web(3);
        scheduler.deployAndWait(three);
        world.mustServe(3);
        world.calls.clear();
        world.healthy = (release, instance) -> release.version() == 1 || instance < 3;
        Deployment failed = scheduler.deployAndWait(three);

        assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(failed.reason())
                .isEqualTo(
                        "instance 3 failed: web-2-3.service is FAILED; its last line: \"last line of web-2-3.service\"");
        assertThat(world.calls.stream().filter(call -> call.contains("web")))
                .containsExactly(
                        "publish web 2",
                        "submit web 2 [1]",
                        "withdraw web 1 [1]",
                        "destroy web 1 [1]",
                        "submit web 2 [2]",
                        "withdraw web 1 [2]",
                        "destroy web 1 [2]",
                        "submit web 2 [3]",
                        "submit web 1 [1, 2]",
                        "withdraw web 2 [1, 2, 3]",
                        "destroy web 2 [1, 2, 3]",
                        "unpublish web 2");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 1));
        assertThat(world.slots()).hasSize(3);
        assertThat(scheduler.repository.serving("web").stream().map(Deployment::id))
                .containsExactly(Services.id("web", 1));
        assertThat(world.violations).isEmpty();
    }

    @Test
    void an_old_version_that_does_not_come_back_is_said_so() {
        restartWithDeadline(Duration.ofMillis(100));
        scheduler.deployAndWait(Services.web("recreate", 1));
        world.answers = release -> false;
        Deployment failed = scheduler.deployAndWait(Services.web("recreate", 1));

        assertThat(failed.reason())
                .isEqualTo(
                        "instance 1 is not healthy within 100 ms: web-2-1.service is RUNNING; its last line: \"last line of web-2-1.service\"");
        assertThat(failed.steps().stream().map(step -> step.name() + ": " + step.evidence()))
                .contains(
                        "healthy: given up: instance 1 is not healthy within 100 ms: web-1-1.service is RUNNING; its last line: \"last line of web-1-1.service\""
                                + " (only what answers may take over)");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 1));
    }

    @Test
    void recreate_stops_the_old_version_first() {
        scheduler.deployAndWait(WEB);
        world.calls.clear();
        Deployment done = scheduler.deployAndWait(Services.web("recreate", 2));
        assertThat(done.steps().stream().map(Step::evidence)).contains("serving: [1]; recreate");
        assertThat(world.calls.stream().filter(call -> call.contains("web")))
                .containsExactly(
                        "publish web 2",
                        "withdraw web 1 [1, 2]",
                        "destroy web 1 [1, 2]",
                        "submit web 2 [1, 2]",
                        "publish service by web 2",
                        "unpublish web 1");
    }

    @Test
    void a_strategy_that_there_is_not_uses_no_version() {
        assertThatThrownBy(() -> scheduler.deploy(Services.web("magic", 2)))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("strategy.type: value magic (expected: one of rolling, blue-green, canary, recreate)");
        assertThat(scheduler.deployments.history("web")).isEmpty();
    }

    @Test
    void what_no_balancer_takes_up_fails_and_says_where() {
        restartWithDeadline(Duration.ofMillis(100));
        world.balanced = slot -> slot.instance() == 1;
        assertThat(scheduler.deployAndWait(WEB).reason())
                .isEqualTo("not in the load balancer within 100 ms: instance 2 is not known in http://10.0.0.1:8404");
        assertThat(world.heldReleases()).isEmpty();
    }

    @Test
    void the_old_version_goes_on_until_no_balancer_sends_requests_to_it() {
        scheduler.deployAndWait(Services.web("blue-green", 2));
        world.keptInBalancer = slot -> slot.release().version() == 1;
        Ticket<Deployment> ticket = scheduler.deploy(Services.web("blue-green", 2));
        await().until(() -> world.calls.contains("withdraw web 1 [1, 2]"));
        await().during(Duration.ofMillis(300)).until(() -> world.heldReleases().contains(Services.id("web", 1)));
        world.change(() -> world.keptInBalancer = slot -> false);

        assertThat(TestScheduler.ended(ticket).steps().stream().map(step -> step.name() + ": " + step.evidence()))
                .contains("out-of-the-balancer: no new request reaches it through 1 of 1 load balancers"
                        + " (no new request may reach it)");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 2));
    }

    @Test
    void a_balancer_that_cannot_be_asked_is_waited_for_and_then_passed_over_by_name() {
        world.traffic.problem = "Connection refused";
        scheduler.deployAndWait(WEB);
        Deployment done = scheduler.deployAndWait(WEB);
        String silent = "; waited 5 ms instead for http://10.0.0.1:8404, which could not be asked: Connection refused";
        assertThat(done.steps().stream().map(step -> step.name() + ": " + step.evidence()))
                .contains(
                        "in-the-balancer: 1 instances are UP in 0 of 1 load balancers" + silent
                                + " (only what gets requests may take over)",
                        "out-of-the-balancer: no new request reaches it through 0 of 1 load balancers" + silent
                                + " (no new request may reach it)");
    }

    @Test
    void a_worker_that_ends_every_second_does_not_take_over() {
        restart(Duration.ofMinutes(2), Duration.ofMillis(700));
        AtomicLong end = new AtomicLong(System.nanoTime());
        world.condition = release -> {
            if (System.nanoTime() - end.get() < Duration.ofSeconds(1).toNanos()) {
                return Condition.RUNNING;
            }
            end.set(System.nanoTime());
            return Condition.RESTARTING;
        };
        end.addAndGet(-Duration.ofSeconds(1).toNanos());
        Deployment failed = scheduler.deployAndWait(Services.worker());
        assertThat(failed.reason()).startsWith("instance 1 ended 3 times");
    }

    private void restartWithDeadline(Duration deadline) {
        restart(deadline, TestScheduler.PACING.settle());
    }

    private void restart(Duration deadline, Duration settle) {
        scheduler.close();
        Timeouts timeouts = TestScheduler.PACING;
        scheduler = new TestScheduler(world, folder, new Timeouts(deadline, timeouts.drain(), timeouts.poll(), settle));
    }
}
