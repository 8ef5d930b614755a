package io.paz.engine.fleet.control;

import io.paz.engine.InstanceId;
import io.paz.engine.control.Explanation;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.ContainerSpec;
import java.time.Instant;
import java.util.Optional;

/** Explains instances by what the journals of their hosts hold of them. */
final class FleetDiagnostics implements InstanceDiagnostics {

    private static final int LINES = 100;

    private final UnitJournal journal;

    FleetDiagnostics(UnitJournal journal) {
        this.journal = journal;
    }

    @Override
    public InstanceStatus explain(ContainerSpec spec, InstanceStatus status) {
        UnitLog log = journal.lastLines(status.id(), LINES);
        return status.with(new Explanation(Diagnosis.cause(spec, status, log), log.container()));
    }

    @Override
    public Optional<StartProgress> progress(ContainerSpec spec, int instance, Instant since) {
        return journal.linesSince(spec.release().instance(instance), since, LINES)
                .map(log -> StartLog.progress(spec, log));
    }

    @Override
    public Optional<String> unannouncedReason(InstanceId instance) {
        return SidekickLog.unannouncedReason(journal.lastLines(instance, LINES).sidekick());
    }
}
