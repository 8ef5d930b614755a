package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.CanaryTrial;
import io.paz.scheduler.persistence.record.TrafficRecord.TotalsRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stored progress of a canary at one share.
 *
 * @param elapsed absent in records of earlier releases
 */
record TrialRecord(Instant begunAt, @Nullable Duration elapsed, TotalsRecord next, TotalsRecord old) {

    static TrialRecord of(CanaryTrial trial) {
        return new TrialRecord(
                trial.begunAt(), trial.elapsed(), TotalsRecord.of(trial.next()), TotalsRecord.of(trial.old()));
    }

    CanaryTrial toDomain() {
        return new CanaryTrial(begunAt, elapsed, next.toDomain(), old.toDomain());
    }
}
