package io.paz.engine.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.ContainerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a start has come, by what Docker and the sidekick print. */
class StartLogTest {

    private static final String STARTED = "container 3f2a of image sha256:77 started at 2026-01-02T03:04:05Z";
    private static final String CONTAINER = "container 3f2a at 2026-01-02T03:04:05Z";
    private static final String HERE = "Unable to find image 'team/web:latest' locally";
    private static final String DIGEST = "Digest: sha256:" + "ab".repeat(32);
    private static final String STATUS = "Status: Downloaded newer image for team/web:latest";

    private static StartProgress progress(boolean pushed, List<String> container, List<String> sidekick) {
        ContainerSpec spec = ContainerSpec.builder(new ReleaseId("web", 1), "team/web")
                .freshlyPushed(pushed)
                .build();
        return StartLog.progress(spec, new UnitLog(container, List.of(), sidekick));
    }

    @Test
    void says_nothing_while_the_image_is_pulled() {
        assertThat(progress(false, List.of(HERE), List.of())).isEqualTo(new StartProgress(null, null));
    }

    @Test
    void quotes_what_docker_says_of_a_pull() {
        assertThat(progress(false, List.of(HERE, DIGEST, STATUS), List.of()))
                .isEqualTo(new StartProgress(
                        "Downloaded newer image for team/web:latest, sha256:" + "ab".repeat(32), null));
    }

    @Test
    void says_that_an_image_was_there() {
        assertThat(progress(false, List.of(), List.of(STARTED, "not announced: nothing listens on port 80")))
                .isEqualTo(new StartProgress("image sha256:77: its host had it, nothing was pulled", CONTAINER));
    }

    @Test
    void says_that_the_registry_was_asked_for_an_image_that_was_just_pushed() {
        assertThat(progress(true, List.of(), List.of(STARTED)))
                .isEqualTo(
                        new StartProgress("image sha256:77, after its registry was asked for a newer one", CONTAINER));
    }
}
