package io.paz.scheduler.service;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.Condition;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.HostImages.Finding;
import io.paz.engine.control.HostImages.HostImage;
import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeImages;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.time.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeploymentServiceTest extends SchedulerFixture {

    private static final ServiceDefinition WEB = Services.web(2);

    @Test
    void the_first_version_is_published_submitted_and_awaited() {
        Deployment done = scheduler.deployAndWait(WEB);

        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.steps().stream().map(step -> step.name() + ": " + step.evidence()))
                .containsExactly(
                        "accepted: a test",
                        "rendered: parts: 2, with their hashes",
                        "pinned: team/web is image " + FakeImages.ID
                                + " on its host; it was built there: no registry is known to have it",
                        "started: no version serves",
                        "submitted: instances of web 1 [1, 2], read back with the hashes of the intent (batch 1 of 1)",
                        "hosts-allowed: 10.0.0.1 (an address is routed only if it is a host's)",
                        "version-published: health check by TCP (its health check must be known before its first instance is)",
                        "service-published: internal (nothing else of the service is routed)",
                        "announced: /paz/services/web/1/1 = 10.0.0.1:8001; /paz/services/web/1/2 = 10.0.0.1:8002",
                        "healthy: 2 of 2 instances announced (only what answers may take over)",
                        "in-the-balancer: 2 instances are UP in 1 of 1 load balancers (only what gets requests may take over)",
                        "done: version 1 serves alone");
        assertThat(scheduler.repository.find(done.id())).contains(done);
    }

    @Test
    void a_version_keeps_the_image_that_its_tag_named_and_a_rollback_repeats_it() {
        String id = "sha256:" + "0".repeat(64);
        world.images.finding = new Finding(true, new HostImage(id, List.of()));
        Deployment pinned = scheduler.deployAndWait(WEB);
        assertThat(pinned.release().image()).isEqualTo("team/web");
        assertThat(pinned.release().imageId()).isEqualTo(id);

        world.images.finding = new Finding(true, new HostImage("sha256:" + "1".repeat(64), List.of()));
        Deployment again = TestScheduler.ended(scheduler.deployments.repeat(pinned.id(), null, Requester.UNKNOWN));
        assertThat(again.release().imageId()).isEqualTo(id);
    }

    @Test
    void a_rollback_to_an_image_that_nobody_knows_is_refused() {
        world.images.finding = Finding.unknown();
        Deployment byTag = scheduler.deployAndWait(WEB);
        assertThat(byTag.steps().get(2).name()).isEqualTo("not-pinned");
        assertThatThrownBy(() -> scheduler.deployments.repeat(byTag.id(), null, Requester.UNKNOWN))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageContaining("it ran team/web by its tag, and what that named then was not recorded");

        world.images.finding = new Finding(true, new HostImage("sha256:" + "0".repeat(64), List.of()));
        Deployment byId = scheduler.deployAndWait(WEB);
        world.images.finding = new Finding(true, null);
        assertThatThrownBy(() -> scheduler.deployments.repeat(byId.id(), null, Requester.UNKNOWN))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageContaining("which its host no longer has");
    }

    @Test
    void a_lookup_that_fails_is_a_deployment_that_fails_and_touches_nothing() {
        Deployment serving = scheduler.deployAndWait(WEB);
        world.calls.clear();
        world.images.finding = new Finding(true, null);
        Deployment failed = scheduler.deployAndWait(WEB);
        assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(failed.reason())
                .isEqualTo("image team/web is not on its host, and cannot be looked up: a test has no registry");
        assertThat(world.calls).noneMatch(call -> call.contains("web"));
        assertThat(scheduler.repository.serving("web")).containsExactly(serving);
    }

    @Test
    void the_next_version_replaces_it_in_the_order_that_loses_no_request() {
        scheduler.deployAndWait(WEB);
        world.mustServe(2);
        world.calls.clear();
        Deployment done = scheduler.deployAndWait(WEB);

        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(world.calls.stream().filter(call -> call.contains("web")))
                .containsExactly(
                        "publish web 2",
                        "submit web 2 [1]",
                        "withdraw web 1 [1]",
                        "destroy web 1 [1]",
                        "submit web 2 [2]",
                        "publish service by web 2",
                        "withdraw web 1 [2]",
                        "destroy web 1 [2]",
                        "unpublish web 1");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 2));
        assertThat(scheduler.repository.serving("web")).containsExactly(done);
        assertThat(world.violations).isEmpty();
    }

    @Test
    void an_instance_that_fails_ends_the_deployment_early_and_leaves_the_old_version_alone() {
        scheduler.deployAndWait(WEB);
        world.mustServe(2);
        world.answers = release -> release.version() == 1;
        world.condition = release -> Condition.FAILED;
        Deployment failed = scheduler.deployAndWait(WEB);

        assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(failed.reason())
                .isEqualTo(
                        "instance 1 failed: web-2-1.service is FAILED; its last line: \"last line of web-2-1.service\"");
        assertThat(failed.lastLines()).containsExactly("last line of web-2-1.service");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 1));
        assertThat(world.published).containsExactly("web", "web 1");
        assertThat(world.violations).isEmpty();
        assertThat(scheduler.repository.find(failed.id())).contains(failed);
    }

    @Test
    void an_instance_that_ends_again_and_again_fails_before_the_deadline() {
        AtomicInteger looks = new AtomicInteger();
        world.answers = release -> false;
        world.condition = release -> looks.getAndIncrement() % 2 == 0 ? Condition.RUNNING : Condition.RESTARTING;
        assertThat(scheduler.deployAndWait(WEB).reason())
                .isEqualTo(
                        "instance 1 ended 3 times: web-1-1.service is RESTARTING; its last line: \"last line of web-1-1.service\"");
        assertThat(world.published).isEmpty();
    }

    @Test
    void what_is_not_announced_within_the_deadline_fails() {
        restartWithDeadline(Duration.ofMillis(100));
        world.answers = release -> false;
        world.condition = release -> Condition.PENDING;
        assertThat(scheduler.deployAndWait(WEB).reason())
                .isEqualTo(
                        "instance 1 is not healthy within 100 ms: web-1-1.service is PENDING; its last line: \"last line of web-1-1.service\"");
        assertThat(world.heldReleases()).isEmpty();
    }

    @Test
    void stale_announcements_prove_nothing() {
        restartWithDeadline(Duration.ofMillis(100));
        world.stale = true;
        Ticket<Deployment> ticket = scheduler.deploy(WEB);
        await().until(() -> ticket.answerable().isDone()
                && scheduler
                        .repository
                        .find(ticket.accepted().id())
                        .orElseThrow()
                        .isAbandoned());
        world.change(() -> world.stale = false);
        assertThat(TestScheduler.ended(ticket).reason()).isEqualTo("not healthy within 100 ms: etcd cannot be read");
    }

    @Test
    void a_submission_that_breaks_off_is_made_again() {
        world.failingSubmissions = 2;
        assertThat(scheduler.deployAndWait(WEB).state()).isEqualTo(DeploymentState.DONE);
    }

    @Test
    void a_submission_that_breaks_off_until_the_deadline_fails_and_leaves_nothing() {
        restartWithDeadline(Duration.ofMillis(60));
        world.failingSubmissions = Integer.MAX_VALUE;
        assertThat(scheduler.deployAndWait(WEB).reason())
                .isEqualTo("could not be submitted within 60 ms: connection reset");
        assertThat(world.heldReleases()).isEmpty();
    }

    @Test
    void what_the_engine_refuses_fails_at_once() {
        world.refuses = release -> true;
        assertThat(scheduler.deployAndWait(WEB).reason()).isEqualTo("fleet answered 400: bad unit");
    }

    @Test
    void an_engine_that_is_down_refuses_the_deployment_and_changes_nothing() {
        world.engineDown = true;
        assertThatThrownBy(() -> scheduler.deploy(WEB)).isInstanceOf(EngineUnavailableException.class);
        world.engineDown = false;
        assertThat(scheduler.deployments.journal(null, 0L, 9)).isEmpty();
        assertThat(scheduler.deployAndWait(WEB).id().version()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_rendered_uses_no_version() {
        world.unrenderable = true;
        assertThatThrownBy(() -> scheduler.deploy(WEB)).isInstanceOf(UnrenderableSpecException.class);
        assertThat(scheduler.deployments.history("web")).isEmpty();
    }

    @Test
    void a_service_without_ports_is_healthy_when_it_keeps_running() {
        Deployment done = scheduler.deployAndWait(Services.worker());
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.steps().stream().map(Step::evidence))
                .contains("1 of 1 instances running without a port (only what answers may take over)");
    }

    @Test
    void twenty_deployments_at_once_get_twenty_versions_and_the_last_one_serves_alone() {
        List<Ticket<Deployment>> tickets = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> scheduler.deploy(WEB)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        List<Deployment> ended = tickets.stream().map(TestScheduler::ended).toList();

        assertThat(ended.stream().map(deployment -> deployment.id().version()).sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 20));
        assertThat(scheduler.repository.serving("web").stream().map(Deployment::id))
                .containsExactly(Services.id("web", 20));
        assertThat(scheduler.deployments.journal("web", 0L, 100).stream().map(JournalLine::version))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(scheduler.deployments.history("web"))
                .allMatch(deployment ->
                        deployment.state() == DeploymentState.DONE || deployment.state() == DeploymentState.SUPERSEDED);
    }

    @Test
    void a_newer_one_that_waits_supersedes_an_older_and_is_answered_at_once() {
        world.answers = release -> false;
        Ticket<Deployment> first = scheduler.deploy(WEB);
        Ticket<Deployment> second = scheduler.deploy(WEB);
        Ticket<Deployment> third = scheduler.deploy(WEB);
        assertThat(second.answerable()).isCompleted();
        assertThat(TestScheduler.ended(second).state()).isEqualTo(DeploymentState.SUPERSEDED);
        assertThat(TestScheduler.ended(second).reason()).isEqualTo("version 3 was asked for");

        world.change(() -> world.answers = release -> true);
        assertThat(TestScheduler.ended(first).state()).isEqualTo(DeploymentState.DONE);
        assertThat(TestScheduler.ended(third).state()).isEqualTo(DeploymentState.DONE);
    }

    @Test
    void services_do_not_wait_for_each_other() {
        world.answers = release -> !release.service().equals("web");
        Ticket<Deployment> stuck = scheduler.deploy(WEB);
        assertThat(scheduler.deployAndWait(Services.worker()).state()).isEqualTo(DeploymentState.DONE);
        assertThat(stuck.ended()).isNotDone();
    }

    @Test
    void the_same_key_gives_the_same_version() {
        DeploymentRequest order = new DeploymentRequest(null, false, "delivery-1", "a test", Requester.UNKNOWN);
        Deployment first = TestScheduler.ended(scheduler.deployments.deploy(WEB, order));
        Deployment again = TestScheduler.ended(scheduler.deployments.deploy(WEB, order));
        assertThat(again).isEqualTo(first);
        assertThat(scheduler.deployments.journal(null, 0L, 9)).hasSize(1);
    }

    @Test
    void a_rollback_deploys_the_earlier_image_and_configuration_as_a_new_version() {
        DeploymentRequest tagged = new DeploymentRequest("team/web:1.0", false, null, "a test", Requester.UNKNOWN);
        TestScheduler.ended(scheduler.deployments.deploy(Services.web(1), tagged));
        scheduler.deployAndWait(Services.web(3));
        Deployment again =
                TestScheduler.ended(scheduler.deployments.repeat(Services.id("web", 1), null, Requester.UNKNOWN));

        assertThat(again.id()).isEqualTo(Services.id("web", 3));
        assertThat(again.release().image()).isEqualTo("team/web:1.0");
        assertThat(again.release().config()).isEqualTo(Services.web(1).config());
        assertThat(again.steps().get(0).evidence()).isEqualTo("rollback: repeats version 1");
        assertThatThrownBy(() -> scheduler.deployments.repeat(Services.id("web", 9), null, Requester.UNKNOWN))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("version: value 9 (expected: a version of service web that was deployed)");
    }

    @Test
    void a_removal_leaves_nothing_and_versions_go_on_afterwards() {
        world.directory.put("web", WEB);
        scheduler.deployAndWait(WEB);
        scheduler.deployments.remove("web", Requester.UNKNOWN).join();

        assertThat(world.heldReleases()).isEmpty();
        assertThat(world.published).isEmpty();
        assertThat(world.directory).isEmpty();
        assertThat(scheduler.deployments.isActive("web")).isFalse();
        assertThat(scheduler.deployments.journal("web", 0L, 9).stream().map(JournalLine::event))
                .containsExactly("deploy", "delete");
        assertThat(scheduler.deployAndWait(WEB).id().version()).isEqualTo(2);
    }

    @Test
    void a_removal_ends_what_runs_and_what_waits_and_refuses_what_comes() {
        world.directory.put("web", WEB);
        world.answers = release -> false;
        Ticket<Deployment> running = scheduler.deploy(WEB);
        Ticket<Deployment> waiting = scheduler.deploy(WEB);
        CompletableFuture<Void> removed = scheduler.deployments.remove("web", Requester.UNKNOWN);
        assertThat(TestScheduler.ended(waiting).state()).isEqualTo(DeploymentState.SUPERSEDED);
        assertThat(TestScheduler.ended(running).reason()).isEqualTo("the service is being deleted");
        removed.join();
        assertThat(world.heldReleases()).isEmpty();
        assertThat(world.directory).isEmpty();
    }

    @Test
    void leftovers_of_known_versions_are_removed_and_foreign_units_are_not() {
        scheduler.deployAndWait(WEB);
        scheduler.deployAndWait(WEB);
        world.hold(Services.release("web", 1));
        world.hold(Services.release("web", 77));
        world.hold(Services.release("foreign", 1));
        scheduler.look();
        assertThat(world.heldReleases())
                .containsExactlyInAnyOrder(Services.id("web", 2), Services.id("web", 77), Services.id("foreign", 1));
    }

    private void restartWithDeadline(Duration deadline) {
        scheduler.close();
        Timeouts timeouts = TestScheduler.PACING;
        scheduler = new TestScheduler(
                world, folder, new Timeouts(deadline, timeouts.drain(), timeouts.poll(), timeouts.settle()));
    }
}
