package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.control.Explanation;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.ContainerSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@link InstanceDiagnostics} promises. */
public abstract class InstanceDiagnosticsContract extends EngineContract {

    private InstanceDiagnostics diagnostics() {
        return fixture().engine().diagnostics();
    }

    @Test
    void an_image_that_no_registry_has_is_named_as_the_cause() {
        ContainerSpec missing = spec(1, MISSING_IMAGE).build();
        engine().submit(missing, List.of(1));
        awaitThat("instance 1 is tried again", () -> status().condition() == Condition.RESTARTING);
        awaitThat(
                "its cause names the image", () -> explanation(missing).cause().contains(MISSING_IMAGE));
    }

    private InstanceStatus status() {
        return engine().status(List.of(instance(1))).get(0);
    }

    private Explanation explanation(ContainerSpec of) {
        return Objects.requireNonNull(diagnostics().explain(of, status()).explanation());
    }

    @Test
    void a_start_is_followed_to_its_container() {
        engine().submit(spec(), List.of(1));
        awaitThat("the start is known", () -> diagnostics()
                .progress(spec(), 1, Instant.EPOCH)
                .map(StartProgress::container)
                .isPresent());
        assertThat(diagnostics().progress(spec(), 1, Instant.EPOCH).map(StartProgress::image))
                .isPresent();
    }
}
