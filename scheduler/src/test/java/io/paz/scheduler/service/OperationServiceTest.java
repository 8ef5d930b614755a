package io.paz.scheduler.service;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.EngineUnavailableException;
import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scale, stop and start of what serves. */
class OperationServiceTest extends SchedulerFixture {

    private static final ServiceDefinition WEB = Services.web(2);

    @BeforeEach
    void prepare() {
        world.directory.put("web", WEB);
    }

    @Test
    void scaling_up_starts_only_the_new_instances() {
        deployed();
        Operation done = TestScheduler.ended(scheduler.scale(4, 2));

        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.steps().stream().map(step -> step.name() + ": " + step.evidence()))
                .containsExactly(
                        "accepted: a test",
                        "started: web 1 runs with 2 of 4 instances",
                        "hosts-allowed: 10.0.0.1 (an address is routed only if it is a host's)",
                        "submitted: instances of web 1 [3, 4], read back with the hashes of the intent (2 of 4 run)",
                        "announced: /paz/services/web/1/3 = 10.0.0.1:8003; /paz/services/web/1/4 = 10.0.0.1:8004",
                        "healthy: 2 of 2 instances announced (only what answers may take over)",
                        "in-the-balancer: 2 instances are UP in 1 of 1 load balancers (only what gets requests may take over)",
                        "done: web 1 runs with 4 instances, 2 before");
        assertThat(calls()).containsExactly("list web with 4", "submit web 1 [3, 4]");
        assertInstances(1, 4);
        assertThat(serving().parts()).hasSize(4);
        assertThat(world.directory.get("web").config().numInstances()).isEqualTo(4);
        assertThat(scheduler.repository.operations().find(done.id())).contains(done);
        assertThat(scheduler.deployments.journal("web", 1L, 9)).singleElement().satisfies(line -> assertThat(
                        line.event() + line.version() + " " + line.config().numInstances())
                .isEqualTo("scale1 4"));
    }

    @Test
    void a_scale_and_a_start_keep_to_the_start_period_of_the_service() {
        TestScheduler.ended(scheduler.deploy(Services.webWithStartPeriod(1)));
        world.change(() -> world.answers = release -> false);
        assertThat(TestScheduler.ended(scheduler.scale(3, 2)).reason())
                .startsWith("instance 3 is not healthy within 1 s: ");
        TestScheduler.ended(scheduler.stop());
        assertThat(TestScheduler.ended(scheduler.start()).reason())
                .startsWith("instance 1 is not healthy within 1 s: ");
    }

    @Test
    void scaling_down_drains_the_highest_numbers_only() {
        scheduler.deployAndWait(Services.web(4));
        world.mustServe(1);
        world.calls.clear();
        TestScheduler.ended(scheduler.scale(1, 4));

        assertThat(calls()).containsExactly("list web with 1", "withdraw web 1 [2, 3, 4]", "destroy web 1 [2, 3, 4]");
        assertInstances(1, 1);
        assertThat(serving().parts()).hasSize(1);
        assertThat(world.violations).isEmpty();
    }

    @Test
    void new_instances_that_do_not_come_up_go_again_and_the_old_number_stays() {
        deployed();
        world.healthy = (release, instance) -> instance < 4;
        world.mustServe(2);
        Operation failed = TestScheduler.ended(scheduler.scale(4, 2));

        assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(failed.reason())
                .isEqualTo(
                        "instance 4 failed: web-1-4.service is FAILED; its last line: \"last line of web-1-4.service\"");
        assertThat(failed.lastLines()).containsExactly("last line of web-1-4.service");
        assertThat(failed.steps().get(failed.steps().size() - 1).evidence())
                .isEqualTo("web 1 runs with 2 instances as before; numInstances in the directory is 2 again");
        assertThat(calls())
                .containsExactly(
                        "list web with 4",
                        "submit web 1 [3, 4]",
                        "withdraw web 1 [3, 4]",
                        "destroy web 1 [3, 4]",
                        "list web with 2");
        assertInstances(1, 2);
        assertThat(world.violations).isEmpty();
    }

    @Test
    void a_number_that_somebody_else_wrote_meanwhile_stays() {
        deployed();
        world.answers = release -> false;
        Ticket<Operation> scale = scheduler.scale(4, 2);
        await().until(() -> world.calls.contains("submit web 1 [3, 4]"));
        world.directory.put("web", Services.web(7));
        world.change(() -> world.healthy = (release, instance) -> false);
        assertThat(TestScheduler.ended(scale).steps().stream().map(Step::evidence))
                .contains("web 1 runs with 2 instances as before; numInstances in the directory was changed meanwhile,"
                        + " and stays");
        assertThat(world.directory.get("web").config().numInstances()).isEqualTo(7);
    }

    @Test
    void a_failed_scale_says_what_to_do_about_a_volume_that_one_instance_may_lock() {
        scheduler.deployAndWait(Services.withVolume(1));
        world.healthy = (release, instance) -> instance < 2;
        assertThat(TestScheduler.ended(scheduler.scale(2, 1)).reason())
                .endsWith("; volume data is used by several instances at once: for a program that locks it, choose one"
                        + " instance and the strategy recreate; else name it in sharedVolumes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void a_number_that_no_service_can_have_is_refused(int instances) {
        deployed();
        assertThatThrownBy(() -> scheduler.scale(instances, 2))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("instances: value " + instances + " (expected: 1 to 100)");
        assertNothingAccepted();
    }

    @Test
    void a_directory_or_an_engine_that_is_down_changes_nothing() {
        deployed();
        world.directoryDown = true;
        assertThatThrownBy(() -> scheduler.scale(4, 2)).isInstanceOf(DirectoryUnavailableException.class);
        world.directoryDown = false;
        world.engineDown = true;
        assertThatThrownBy(() -> scheduler.scale(4, 2)).isInstanceOf(EngineUnavailableException.class);
        world.engineDown = false;
        assertNothingAccepted();
        assertThat(world.directory.get("web").config().numInstances()).isEqualTo(2);
    }

    private void assertNothingAccepted() {
        assertThat(calls()).isEmpty();
        assertThat(scheduler.core.operations().newest("web", 9)).isEmpty();
        assertThat(scheduler.deployments.journal("web", 1L, 9)).isEmpty();
    }

    @Test
    void a_stop_drains_all_and_keeps_the_version_and_its_routes_and_a_start_brings_the_same_back() {
        deployed();
        Operation stopped = TestScheduler.ended(scheduler.stop());
        assertThat(stopped.state()).isEqualTo(DeploymentState.DONE);
        assertThat(calls()).containsExactly("withdraw web 1 [1, 2]", "destroy web 1 [1, 2]");
        assertThat(world.heldReleases()).isEmpty();
        assertThat(world.published).containsExactly("web", "web 1");
        assertThat(serving().stopped()).isTrue();
        world.calls.clear();

        assertThat(TestScheduler.ended(scheduler.start()).state()).isEqualTo(DeploymentState.DONE);
        assertThat(calls()).containsExactly("publish web 1", "publish service by web 1", "submit web 1 [1, 2]");
        assertInstances(1, 2);
        assertThat(serving().stopped()).isFalse();
        assertThat(scheduler.deployments.journal("web", 0L, 9).stream().map(JournalLine::event))
                .containsExactly("deploy", "stop", "start");
    }

    @Test
    void what_is_so_already_is_said_and_done_at_once() {
        deployed();
        assertThat(outcome(scheduler.start())).isEqualTo("web 1 runs already; nothing was done");
        assertThat(outcome(scheduler.scale(2, 2))).isEqualTo("web 1 runs with 2 instances already; nothing was done");
        TestScheduler.ended(scheduler.stop());
        assertThat(outcome(scheduler.stop())).isEqualTo("web 1 is stopped already; nothing was done");
        world.calls.clear();
        assertThat(outcome(scheduler.scale(3, 2))).isEqualTo("web 1 is stopped; it will start with 3 instances");
        assertThat(calls()).containsExactly("list web with 3");
        TestScheduler.ended(scheduler.start());
        assertInstances(1, 3);
    }

    private static String outcome(Ticket<Operation> ticket) {
        Operation ended = TestScheduler.ended(ticket);
        assertThat(ended.state()).isEqualTo(DeploymentState.DONE);
        return ended.steps().get(ended.steps().size() - 1).evidence();
    }

    @Test
    void a_start_that_fails_leaves_it_stopped() {
        deployed();
        TestScheduler.ended(scheduler.stop());
        world.healthy = (release, instance) -> false;
        assertThat(TestScheduler.ended(scheduler.start()).state()).isEqualTo(DeploymentState.FAILED);
        assertThat(world.heldReleases()).isEmpty();
        assertThat(serving().stopped()).isTrue();
        assertThat(world.published).containsExactly("web", "web 1");
    }

    @Test
    void a_stopped_service_is_deployed_at_once_and_stays_stopped_when_that_fails() {
        scheduler.deployAndWait(Services.web(3));
        TestScheduler.ended(scheduler.stop());
        world.calls.clear();
        world.healthy = (release, instance) -> release.version() != 2;
        assertThat(scheduler.deployAndWait(Services.web(3)).state()).isEqualTo(DeploymentState.FAILED);
        assertThat(world.heldReleases()).isEmpty();
        assertThat(serving().id().version()).isEqualTo(1);
        assertThat(serving().stopped()).isTrue();
        assertThat(world.published).containsExactly("web", "web 1");

        world.calls.clear();
        Deployment done = scheduler.deployAndWait(Services.web(3));
        assertThat(done.steps().stream().map(Step::evidence))
                .contains("serving: [1]; the version that serves is stopped");
        assertThat(calls())
                .containsExactly(
                        "publish web 3", "submit web 3 [1, 2, 3]", "publish service by web 3", "unpublish web 1");
        assertInstances(3, 3);
        assertThat(scheduler.repository.serving("web")).hasSize(1);
    }

    @Test
    void a_canary_has_nothing_to_be_measured_by_where_all_is_stopped() {
        deployed();
        TestScheduler.ended(scheduler.stop());
        world.calls.clear();
        assertThat(scheduler.deployAndWait(Services.web("canary", 2)).state()).isEqualTo(DeploymentState.DONE);
        assertThat(calls())
                .containsExactly("publish web 2", "submit web 2 [1, 2]", "publish service by web 2", "unpublish web 1");
    }

    @Test
    void the_next_version_replaces_as_many_instances_as_there_are() {
        deployed();
        TestScheduler.ended(scheduler.scale(3, 2));
        world.calls.clear();
        world.mustServe(3);
        scheduler.deployAndWait(Services.web("blue-green", 3));
        assertThat(calls())
                .containsSubsequence("submit web 2 [1, 2, 3]", "withdraw web 1 [1, 2, 3]", "destroy web 1 [1, 2, 3]");
        assertInstances(2, 3);
    }

    @Test
    void a_rollback_has_the_scale_that_the_version_last_had() {
        deployed();
        TestScheduler.ended(scheduler.scale(3, 2));
        scheduler.deployAndWait(Services.web(1));
        TestScheduler.ended(scheduler.deployments.repeat(Services.id("web", 1), null, Requester.UNKNOWN));
        assertInstances(3, 3);
    }

    @Test
    void operations_wait_in_line_and_concern_what_serves_then() {
        deployed();
        world.answers = release -> release.version() == 1;
        Ticket<Deployment> running = scheduler.deploy(WEB);
        Ticket<Operation> scale = scheduler.scale(4, 2);
        Ticket<Operation> newer = scheduler.scale(3, 4);
        Ticket<Operation> stop = scheduler.stop();
        assertThat(newer.answerable()).isCompleted();
        assertThat(newer.accepted().version()).isEqualTo(2);
        assertThat(TestScheduler.ended(scale).reason()).isEqualTo("operation 2 (scale) was asked for");

        world.change(() -> world.answers = release -> true);
        assertThat(TestScheduler.ended(running).state()).isEqualTo(DeploymentState.DONE);
        assertThat(TestScheduler.ended(newer).version()).isEqualTo(2);
        assertThat(TestScheduler.ended(stop).steps().get(1).evidence()).isEqualTo("web 2 runs with 3 of 3 instances");
        assertThat(world.heldReleases()).isEmpty();
    }

    @Test
    void what_waits_keeps_its_order_over_a_restart() {
        deployed();
        world.answers = release -> release.version() == 1;
        scheduler.deploy(WEB);
        scheduler.stop();
        scheduler.deploy(Services.web(3));
        scheduler.scale(1, 3);
        scheduler.close();

        world.answers = release -> true;
        scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        await().until(() -> scheduler.repository.unfinished().isEmpty()
                && scheduler.repository.operations().unfinished().isEmpty());
        assertInstances(3, 1);
        assertThat(serving().stopped()).isFalse();
        assertThat(scheduler.core.operations().newest("web", 9).stream().map(Operation::state))
                .containsOnly(DeploymentState.DONE);
    }

    @Test
    void a_removal_takes_every_instance_that_there_is_and_ends_what_waits() {
        deployed();
        TestScheduler.ended(scheduler.scale(4, 2));
        world.answers = release -> false;
        Ticket<Operation> running = scheduler.scale(6, 4);
        await().until(() -> world.calls.contains("submit web 1 [5, 6]"));
        Ticket<Operation> waiting = scheduler.stop();
        scheduler.deployments.remove("web", Requester.UNKNOWN).join();
        assertThat(TestScheduler.ended(running).reason()).isEqualTo("the service is being deleted");
        assertThat(TestScheduler.ended(waiting).state()).isEqualTo(DeploymentState.SUPERSEDED);
        assertThat(world.heldReleases()).isEmpty();
        assertThat(world.directory).isEmpty();
    }

    @Test
    void the_same_key_gives_the_same_operation_and_tells_the_directory_once() {
        deployed();
        OperationService.Request request =
                new OperationService.Request("web", "delivery-1", "a test", Requester.UNKNOWN);
        Operation first = TestScheduler.ended(scheduler.core.operations().scale(request, 3, 2));
        Operation again = TestScheduler.ended(scheduler.core.operations().scale(request, 3, 2));
        assertThat(again).isEqualTo(first);
        assertThat(calls()).containsOnlyOnce("list web with 3");
    }

    private void deployed() {
        scheduler.deployAndWait(WEB);
        world.calls.clear();
    }

    private Deployment serving() {
        List<Deployment> serving = scheduler.repository.serving("web");
        return serving.get(serving.size() - 1);
    }

    private void assertInstances(int version, int instances) {
        assertThat(world.slots())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, instances)
                        .mapToObj(instance -> new Slot(Services.id("web", version), instance))
                        .toList());
        assertThat(serving().running()).isEqualTo(instances);
    }

    private Stream<String> calls() {
        return world.calls.stream().filter(call -> call.contains("web"));
    }
}
