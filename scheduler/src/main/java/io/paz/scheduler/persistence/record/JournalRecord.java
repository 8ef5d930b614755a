package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.release.ServiceConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stored journal line. */
public record JournalRecord(
        long sequence,
        String event,
        String service,
        @Nullable Integer version,
        Instant at,
        @Nullable ServiceConfigRecord config,
        @Nullable String unit,
        @Nullable String detail,
        @Nullable RequesterRecord requester) {

    public static JournalRecord of(JournalLine line) {
        ServiceConfig config = line.config();
        return new JournalRecord(
                line.sequence(),
                line.event(),
                line.service(),
                line.version(),
                line.at(),
                config == null ? null : ServiceConfigRecord.of(config),
                line.part(),
                line.detail(),
                RequesterRecord.of(line.requester()));
    }

    public JournalLine toDomain() {
        return new JournalLine(
                sequence,
                event,
                service,
                version,
                at,
                config == null ? null : config.toDomain(),
                unit,
                detail,
                RequesterRecord.toDomain(requester));
    }
}
