package io.paz.testing.engine;

import io.paz.engine.InstanceId;
import io.paz.engine.control.Explanation;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.ContainerSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Explains instances in memory, of which only a missing image is wrong. */
final class InMemoryDiagnostics implements InstanceDiagnostics {

    @Override
    public InstanceStatus explain(ContainerSpec spec, InstanceStatus status) {
        return status.with(
                new Explanation(status.evidence() + ": image " + spec.image() + " cannot be pulled", List.of()));
    }

    @Override
    public Optional<StartProgress> progress(ContainerSpec spec, int instance, Instant since) {
        return Optional.of(new StartProgress("image " + spec.image() + " was there", "container " + instance));
    }

    @Override
    public Optional<String> unannouncedReason(InstanceId instance) {
        return Optional.empty();
    }
}
