package io.paz.scheduler.testing;

import io.paz.engine.InstanceId;
import io.paz.engine.control.Explanation;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.ContainerSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Explains an instance by its status and one line. */
public final class FakeDiagnostics implements InstanceDiagnostics {

    @Override
    public InstanceStatus explain(ContainerSpec spec, InstanceStatus status) {
        String line = "last line of " + status.name();
        return status.with(new Explanation(status.evidence() + "; its last line: \"" + line + '"', List.of(line)));
    }

    @Override
    public Optional<StartProgress> progress(ContainerSpec spec, int instance, Instant since) {
        return Optional.empty();
    }

    @Override
    public Optional<String> unannouncedReason(InstanceId instance) {
        return Optional.empty();
    }
}
