package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Host;
import io.paz.engine.HostUsage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link io.paz.engine.view.HostUsageSource} promises. */
public abstract class HostUsageContract extends EngineContract {

    @Test
    void the_usage_of_a_host_holds_that_of_its_instances() {
        submitFirst();
        Host host = hostOf(instance(1));
        awaitThat("a sample of instance 1", () -> {
            HostUsage usage = valueOf(fixture().view().usage().since(host, Instant.EPOCH));
            return usage.resources().processors() > 0
                    && Optional.ofNullable(usage.containers().get(instance(1).toString()))
                            .filter(container -> !container.samples().isEmpty())
                            .isPresent();
        });
        assertThat(valueOf(fixture().view().usage().newest(host)).host()).isNotEmpty();
    }
}
