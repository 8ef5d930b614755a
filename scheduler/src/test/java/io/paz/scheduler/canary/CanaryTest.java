package io.paz.scheduler.canary;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.CanaryTrial;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.traffic.Traffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new version that gets more and more of the traffic, and what people may do meanwhile. */
class CanaryTest extends SchedulerFixture {

    private static final ServiceDefinition WEB = Services.canary(2, 50);
    private static final Traffic GOOD = new Traffic(20, 0, 0, 0, 0);
    private static final Traffic A_TENTH_FAILS = new Traffic(20, 2, 0, 0, 0);
    private static final List<String> STAYED = List.of("weigh {web 1=100, web 2=0}");

    @BeforeEach
    void prepare() {
        scheduler.deployAndWait(WEB);
        world.mustServe(2);
        world.calls.clear();
        world.traffic.pace = Duration.ofSeconds(1);
        world.traffic.load.put(1, GOOD);
        world.traffic.load.put(2, GOOD);
    }

    @Test
    void one_that_does_well_gets_all_of_the_traffic_step_by_step() {
        Deployment done = scheduler.deployAndWait(WEB);
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.committed()).isTrue();
        assertThat(done.trial()).isNull();
        assertThat(world.calls.stream().filter(call -> call.contains("web")))
                .containsExactly(
                        "publish web 2",
                        "weigh {web 1=9, web 2=1}",
                        "submit web 2 [1, 2]",
                        "weigh {web 1=1, web 2=1}",
                        "weigh {web 1=0, web 2=100}",
                        "publish service by web 2",
                        "withdraw web 1 [1, 2]",
                        "destroy web 1 [1, 2]",
                        "unpublish web 1");
        assertThat(evidence(done, "share-set"))
                .startsWith("10.0 % for version 2: weight 1 for each of its 2 instances, 9 for each of 2 old ones");
        assertThat(evidence(done, "judged"))
                .matches("at 10 % of the traffic, after 1[0-9] s: new: 0 of [0-9]+ requests failed \\(0\\.0 %\\).*");
        assertThat(world.violations).isEmpty();
    }

    @Test
    void a_clock_that_jumps_neither_ends_a_trial_nor_holds_it_up() {
        world.afterEffect = call -> {
            if (call.startsWith("weigh {web 1=9")) {
                world.afterEffect = later -> {};
                world.traffic.setClock(Duration.ofHours(1));
            }
        };
        Deployment done = scheduler.deployAndWait(WEB);
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(evidence(done, "judged")).matches("at 10 % of the traffic, after 1[0-9] s: .*");

        world.traffic.load.put(3, GOOD);
        Ticket<Deployment> next = scheduler.deploy(WEB);
        await().until(() ->
                scheduler.repository.find(next.accepted().id()).orElseThrow().trial() != null);
        world.traffic.setClock(Duration.ofHours(-2));
        assertThat(TestScheduler.ended(next).state()).isEqualTo(DeploymentState.DONE);
    }

    @Test
    void the_time_of_a_trial_goes_on_after_a_restart_where_it_stood() {
        world.traffic.pace = Duration.ofSeconds(1);
        Ticket<Deployment> running = scheduler.deploy(Services.canary(2, List.of(50), 100, 0));
        await().until(() -> {
            CanaryTrial trial = scheduler
                    .repository
                    .find(running.accepted().id())
                    .orElseThrow()
                    .trial();
            return trial != null && trial.age().toSeconds() >= 50;
        });
        scheduler.close();
        world.traffic.pass(Duration.ofHours(1));
        world.traffic.setClock(Duration.ofHours(1));
        scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        await().until(() -> scheduler.repository.unfinished().isEmpty());
        Deployment done = scheduler.repository.find(running.accepted().id()).orElseThrow();
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(evidence(done, "judged")).matches("at 50 % of the traffic, after 10[0-9] s: .*");
    }

    @Test
    void a_share_that_weights_cannot_give_is_called_what_it_is() {
        scheduler.deployAndWait(Services.web(1));
        Deployment done = scheduler.deployAndWait(Services.canary(20, List.of(1), 10, 0));
        assertThat(evidence(done, "share-set"))
                .startsWith(
                        "1 % was asked for, which weights of 1 to 256 cannot give to 20 new and 1 old instances: 7.2 %");
        assertThat(evidence(done, "judged")).startsWith("at 7.2 % of the traffic (1 % was asked for");
    }

    @Test
    void one_whose_requests_fail_is_taken_back_before_its_time_is_up_and_the_figures_are_named() {
        world.traffic.load.put(2, A_TENTH_FAILS);
        Deployment back = scheduler.deployAndWait(WEB);
        assertTakenBack(back);
        assertThat(back.reason())
                .matches("more requests fail than allowed, at 10 % of the traffic, after [1-9] s:"
                        + " new: [0-9]+ of [0-9]+ requests failed \\(10\\.0 %\\), answers after 10 ms;"
                        + " old: 0 of [0-9]+ requests failed \\(0\\.0 %\\), answers after 10 ms;"
                        + " allowed: 2\\.0 % more failures, 2\\.0 times the time, from 50 requests on");
        assertThat(back.receipt()).isNotNull();
    }

    @Test
    void one_that_is_slow_is_taken_back_when_its_time_is_up() {
        world.traffic.responseMillis.put(2, 90);
        Deployment back = scheduler.deployAndWait(WEB);
        assertTakenBack(back);
        assertThat(back.reason()).startsWith("answers take longer than allowed, at 10 % of the traffic, after 1");
    }

    @Test
    void one_with_too_few_requests_is_waited_for_and_then_taken_back() {
        world.traffic.load.put(2, Traffic.NONE);
        Deployment back = scheduler.deployAndWait(WEB);
        assertTakenBack(back);
        assertThat(back.reason())
                .startsWith("not enough requests to judge it (lower strategy.minRequests where there are few),"
                        + " at 10 % of the traffic, after 4")
                .contains("new: 0 of 0 requests");
    }

    @Test
    void counters_that_begin_again_at_zero_add_up() {
        world.traffic.load.put(2, new Traffic(1, 0, 0, 0, 0));
        world.traffic.pace = Duration.ZERO;
        Ticket<Deployment> ticket = scheduler.deploy(WEB);
        awaitTrial(2);
        world.traffic.restart();
        await().until(() -> scheduler
                .repository
                .find(Services.id("web", 2))
                .map(Deployment::trial)
                .filter(trial -> !trial.restarts().isEmpty())
                .isPresent());
        world.change(() -> {
            world.traffic.load.put(2, GOOD);
            world.traffic.pace = Duration.ofSeconds(1);
        });
        assertThat(TestScheduler.ended(ticket).state()).isEqualTo(DeploymentState.DONE);
    }

    @Test
    void a_trial_goes_on_where_a_stop_cut_it_off() {
        world.traffic.pace = Duration.ZERO;
        scheduler.deploy(WEB);
        CanaryTrial begun = awaitTrial(2);
        scheduler.close();
        scheduler = new TestScheduler(world, folder);
        assertThat(deployment(2).trial()).isEqualTo(begun);
        world.traffic.load.put(2, A_TENTH_FAILS);
        scheduler.deployments.resume();
        await().until(() -> deployment(2).state().isFinal());
        assertTakenBack(deployment(2));
    }

    @Test
    void a_promotion_gives_it_all_of_the_traffic_at_once() {
        world.traffic.pace = Duration.ZERO;
        Ticket<Deployment> ticket = scheduler.deploy(WEB);
        awaitTrial(2);
        // Within a change of the world, so that nothing is weighed between the two.
        world.change(() -> {
            scheduler.deployments.intervene(Services.id("web", 2), Intervention.PROMOTE, Requester.UNKNOWN);
            scheduler.deployments.intervene(Services.id("web", 2), Intervention.PROMOTE, Requester.UNKNOWN);
        });
        Deployment done = TestScheduler.ended(ticket);
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(evidence(done, "judged")).startsWith("promoted by the operator at 10 % of the traffic");
        assertThat(world.calls).doesNotContain("weigh {web 1=1, web 2=1}").contains("weigh {web 1=0, web 2=100}");
        assertThat(scheduler.deployments.journal("web", 0L, 9).stream().map(JournalLine::event))
                .containsExactly("deploy", "deploy", "promote");
    }

    @Test
    void an_abort_takes_it_back() {
        world.traffic.pace = Duration.ZERO;
        Ticket<Deployment> ticket = scheduler.deploy(WEB);
        awaitTrial(2);
        scheduler.deployments.intervene(Services.id("web", 2), Intervention.ABORT, Requester.UNKNOWN);
        assertThatThrownBy(() ->
                        scheduler.deployments.intervene(Services.id("web", 2), Intervention.PROMOTE, Requester.UNKNOWN))
                .isInstanceOf(DeploymentRefusedException.class);
        assertTakenBack(TestScheduler.ended(ticket));
        assertThat(deployment(2).reason()).isEqualTo("aborted by the operator");
    }

    @Test
    void an_abort_takes_back_a_rolling_deployment_and_is_followed_after_a_restart() {
        world.answers = release -> release.version() == 1;
        scheduler.deploy(Services.web(2));
        await().until(() -> world.calls.contains("submit web 2 [1]"));
        scheduler.close();
        scheduler = new TestScheduler(world, folder);
        scheduler.deployments.intervene(Services.id("web", 2), Intervention.ABORT, Requester.UNKNOWN);
        scheduler.deployments.resume();
        await().until(() -> deployment(2).state().isFinal());
        assertThat(deployment(2).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(deployment(2).reason()).isEqualTo("aborted by the operator");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 1));
        assertThat(world.violations).isEmpty();
    }

    @Test
    void what_comes_too_late_or_makes_no_sense_is_refused_with_the_reason() {
        assertRefused(1, Intervention.ABORT, "abort of web 1: it is done (expected: one that is running)");
        world.answers = release -> release.version() == 1;
        Ticket<Deployment> rolling = scheduler.deploy(Services.web(2));
        await().until(() -> world.calls.contains("submit web 2 [1]"));
        assertRefused(
                2, Intervention.PROMOTE, "promote of web 2: it follows the strategy rolling (expected: a canary)");
        scheduler.deploy(WEB);
        assertRefused(3, Intervention.ABORT, "abort of web 3: it is queued (expected: one that is running)");

        world.change(() -> {
            world.keptInBalancer = slot -> slot.release().version() == 1;
            world.answers = release -> true;
        });
        await().until(() -> world.calls.contains("withdraw web 1 [1]"));
        world.change(() -> world.keptInBalancer = slot -> slot.release().version() == 1 && slot.instance() == 2);
        await().until(() -> deployment(2).committed());
        assertRefused(
                2,
                Intervention.ABORT,
                "abort of web 2: it serves already and ends the old version"
                        + " (expected: one that does not serve alone yet; roll back instead)");
        world.change(() -> world.keptInBalancer = slot -> false);
        assertThat(TestScheduler.ended(rolling).state()).isEqualTo(DeploymentState.DONE);
    }

    private void assertRefused(int version, Intervention wanted, String message) {
        assertThatThrownBy(
                        () -> scheduler.deployments.intervene(Services.id("web", version), wanted, Requester.UNKNOWN))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage(message);
    }

    private void assertTakenBack(Deployment back) {
        assertThat(back.state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(world.calls).containsAll(STAYED);
        assertThat(world.calls.indexOf("weigh {web 1=100, web 2=0}"))
                .isLessThan(world.calls.indexOf("withdraw web 2 [1, 2]"));
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 1));
        assertThat(scheduler.repository.serving("web").stream().map(Deployment::id))
                .containsExactly(Services.id("web", 1));
        assertThat(world.violations).isEmpty();
    }

    private CanaryTrial awaitTrial(int version) {
        await().until(() -> deployment(version).trial() != null);
        return deployment(version).trial();
    }

    private Deployment deployment(int version) {
        return scheduler.repository.find(Services.id("web", version)).orElseThrow();
    }

    private static String evidence(Deployment deployment, String step) {
        return deployment.steps().stream()
                .filter(each -> each.name().equals(step))
                .findFirst()
                .orElseThrow()
                .evidence();
    }
}
