package io.paz.scheduler.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.scheduler.preview.Preview.Change;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewServiceTest {

    private static final DeploymentRequest ORDER = new DeploymentRequest(null, false, null, "a test");

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();
    private TestScheduler scheduler;
    private PreviewService previews;

    @BeforeEach
    void start() {
        scheduler = new TestScheduler(world, folder);
        previews = scheduler.core.previews();
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void the_first_version_is_all_new() {
        Preview preview = previews.of(Services.web(1), ORDER);
        assertThat(preview.version()).isEqualTo(1);
        assertThat(preview.replaces()).isNull();
        assertThat(preview.strategy()).isEqualTo("rolling");
        assertThat(preview.reason()).isEqualTo("no version serves");
        assertThat(preview.tasks())
                .containsExactly(
                        "submit instances [1] of version 1: batch 1 of 1",
                        "allow the hosts for version 1: an address is routed only if it is a host's",
                        "publish the health check of version 1: its health check must be known before its first instance is",
                        "publish visibility and domains of version 1: nothing else of the service is routed",
                        "await healthy instances [1] of version 1: only what answers may take over",
                        "await balanced instances [1] of version 1: only what gets requests may take over");
        assertThat(preview.parts())
                .containsExactly(new Preview.Part(
                        "web-1-1.service",
                        null,
                        Change.ADDED,
                        "",
                        "[Service]\nExecStart=run team/web as web-1-1.service\nEnvironment={A=1}\n"));
        assertThat(preview.keys())
                .containsExactly(
                        new Preview.Value("/paz/services/web/1/1", null, "<host>:<port>"),
                        new Preview.Value("/service/visibility", null, "internal"),
                        new Preview.Value("/versions/1", null, "healthy"));
        assertThat(preview.environment()).containsExactly(new Preview.Value("A", null, "1"));
    }

    @Test
    void the_next_version_is_compared_with_what_runs_now() {
        scheduler.deployAndWait(Services.web(2));
        TestScheduler.ended(scheduler.scale(1, 2));
        world.calls.clear();
        Preview preview = previews.of(Services.web(2), new DeploymentRequest("team/web:2", false, null, "a test"));

        assertThat(preview.version()).isEqualTo(2);
        assertThat(preview.replaces()).isEqualTo(1);
        assertThat(preview.parts().stream().map(PreviewServiceTest::shown))
                .containsExactly("web-2-1.service REPLACED web-1-1.service", "web-2-2.service ADDED null");
        assertThat(preview.proxy().stream().map(line -> (line.added() ? "+" : "-") + line.line()))
                .containsExactly(
                        "-server web-1-1 <host>:<port> pool-purge-delay 250ms weight 100",
                        "+server web-2-1 <host>:<port> pool-purge-delay 250ms weight 100",
                        "+server web-2-2 <host>:<port> pool-purge-delay 250ms weight 100");
        assertThat(preview.environment()).isEmpty();
        assertThat(world.calls).isEmpty();
        assertThat(scheduler.deployments.history("web")).hasSize(1);
        assertThat(scheduler.deployAndWait(Services.web(2)).id().version()).isEqualTo(preview.version());
    }

    @Test
    void what_differs_in_the_number_of_the_version_only_is_unchanged_and_what_has_no_successor_is_removed() {
        scheduler.deployAndWait(Services.web(2));
        assertThat(previews.of(Services.web(1), ORDER).parts().stream().map(PreviewServiceTest::shown))
                .containsExactly("web-2-1.service UNCHANGED web-1-1.service", "web-1-2.service REMOVED null");
    }

    private static String shown(Preview.Part unit) {
        return unit.name() + " " + unit.change() + " " + unit.replaces();
    }

    @Test
    void of_a_stopped_version_nothing_is_routed() {
        scheduler.deployAndWait(Services.web(1));
        TestScheduler.ended(scheduler.stop());
        Preview preview = previews.of(Services.web(1), ORDER);
        assertThat(preview.reason()).isEqualTo("the version that serves is stopped");
        assertThat(preview.proxy().stream().map(Preview.ProxyLine::added)).containsExactly(true);
        assertThat(preview.keys().stream().map(Preview.Value::name))
                .containsExactly("/paz/services/web/2/1", "/versions/1", "/versions/2");
    }

    @Test
    void what_a_deployment_refuses_a_preview_refuses() {
        world.unrenderable = true;
        assertThatThrownBy(() -> previews.of(Services.web(1), ORDER)).isInstanceOf(UnrenderableSpecException.class);
        assertThatThrownBy(() -> previews.of(Services.web(1), new DeploymentRequest("evil/web", false, null, "a test")))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith("dockerRepository: value evil/web");
        assertThat(List.of(Services.web("no-such", 1)))
                .allSatisfy(service -> assertThatThrownBy(() -> previews.of(service, ORDER))
                        .isInstanceOf(DeploymentRefusedException.class)
                        .hasMessageStartingWith("strategy.type: value no-such"));
    }
}
