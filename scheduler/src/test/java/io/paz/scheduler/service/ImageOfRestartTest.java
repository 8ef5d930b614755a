package io.paz.scheduler.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.control.HostImages.Finding;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.testing.FakeImages;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which image runs when a version is started again; over a real store. */
class ImageOfRestartTest extends SchedulerFixture {

    private static final String UNKNOWN = "ran team/web by its tag, and what that named then was not recorded";

    @BeforeEach
    void prepare() {
        world.directory.put("web", Services.web(1));
    }

    /** As a release of Paz left it that recorded no image. */
    private void servesByTag() {
        Deployment deployment = scheduler.acceptWithoutImage(Services.web(1));
        scheduler.repository.save(deployment
                .started(List.of(), "rolling", "a test", world.traffic.now())
                .done(world.traffic.now()));
        world.change(() -> world.hold(deployment.release()));
    }

    @Test
    void a_restart_of_a_version_without_a_record_records_what_its_tag_names_now() {
        servesByTag();
        Deployment done = TestScheduler.ended(scheduler.restart());
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.release().imageId()).isEqualTo(FakeImages.ID);
        assertThat(done.steps()).anySatisfy(step -> {
            assertThat(step.name()).isEqualTo("pinned");
            assertThat(step.evidence())
                    .startsWith("version 1 " + UNKNOWN + "; team/web is image " + FakeImages.ID + " on its host");
        });
        assertThat(TestScheduler.ended(scheduler.restart()).steps())
                .as("that one is exactly what served")
                .noneMatch(step -> step.name().equals("pinned"));
    }

    @Test
    void a_restart_that_cannot_record_says_so() {
        servesByTag();
        world.images.finding = Finding.unknown();
        Deployment done = TestScheduler.ended(scheduler.restart());
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.steps()).anySatisfy(step -> {
            assertThat(step.name()).isEqualTo("not-pinned");
            assertThat(step.evidence()).startsWith("version 1 " + UNKNOWN + "; it names no registry");
        });
    }

    @Test
    void a_restart_whose_lookup_fails_changes_nothing() {
        servesByTag();
        world.images.finding = new Finding(true, null);
        Deployment failed = TestScheduler.ended(scheduler.restart());
        assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(failed.reason()).contains("image team/web is not on its host, and cannot be looked up");
        assertThat(scheduler.repository.serving("web").stream().map(Deployment::id))
                .containsExactly(Services.id("web", 1));
    }

    @Test
    void a_restart_of_an_image_that_its_host_no_longer_has_is_refused() {
        scheduler.deployAndWait(Services.web(1));
        world.images.finding = new Finding(true, null);
        assertThatThrownBy(() -> scheduler.restart())
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith("version 1 cannot be restarted: it ran image " + FakeImages.ID);
        assertThat(scheduler.repository.history("web")).hasSize(1);
    }

    @Test
    void a_scale_of_a_version_without_a_record_says_what_its_new_instances_run() {
        servesByTag();
        assertThat(TestScheduler.ended(scheduler.scale(2, 1)).steps()).anySatisfy(step -> {
            assertThat(step.name()).isEqualTo("not-pinned");
            assertThat(step.evidence())
                    .isEqualTo("web 1 runs team/web by its tag, and what that named then was not recorded:"
                            + " new instances run what it names now");
        });
        assertThat(TestScheduler.ended(scheduler.scale(1, 2)).steps())
                .noneMatch(step -> step.name().equals("not-pinned"));
    }
}
