package io.paz.scheduler.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restart of what serves. */
class RestartTest extends SchedulerFixture {

    private static final ServiceDefinition WEB = Services.web(2);

    @BeforeEach
    void prepare() {
        world.directory.put("web", WEB);
    }

    @Test
    void a_restart_is_a_new_version_of_the_same_with_the_present_scale() {
        TestScheduler.ended(scheduler.deployments.deploy(
                Services.web(1), new DeploymentRequest("team/web:1.0", false, null, "a test", Requester.UNKNOWN)));
        TestScheduler.ended(scheduler.scale(2, 1));
        world.mustServe(2);
        Deployment done = TestScheduler.ended(scheduler.restart());
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.release().image()).isEqualTo("team/web:1.0");
        assertThat(done.steps().get(0).evidence()).isEqualTo("a test: repeats version 1");
        assertThat(world.slots())
                .containsExactlyInAnyOrder(new Slot(Services.id("web", 2), 1), new Slot(Services.id("web", 2), 2));
        assertThat(world.violations).isEmpty();
        assertThat(scheduler.deployments.journal("web", 0L, 9).stream().map(JournalLine::event))
                .containsExactly("deploy", "scale", "restart");
        assertThat(scheduler.deployments.newest(null, 9).stream()
                        .map(each -> each.id().version()))
                .containsExactly(2, 1);
    }

    @Test
    void a_restart_of_what_is_stopped_and_anything_of_what_was_never_deployed_is_refused() {
        assertThatThrownBy(() -> scheduler.stop())
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("service: value web (expected: a service that was deployed)");
        deployed();
        TestScheduler.ended(scheduler.stop());
        assertThatThrownBy(() -> scheduler.restart())
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("service web is stopped (expected: one that runs; start it instead)");
        scheduler.deployments.remove("web", Requester.UNKNOWN).join();
        assertThatThrownBy(() -> scheduler.scale(2, 2))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("service web has no version that serves (expected: one that does; deploy it first)");
        assertThat(world.published).isEmpty();
    }

    private void deployed() {
        scheduler.deployAndWait(WEB);
        world.calls.clear();
    }
}
