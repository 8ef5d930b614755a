package io.paz.orchestrator.persistence;

import io.paz.alarm.Alarm;
import io.paz.alarm.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stored alarm. The order of the components is the order on disk. */
record AlarmRecord(
        String rule,
        String subject,
        String severity,
        String reason,
        Instant since,
        Instant raisedAt,
        @Nullable Instant endedAt) {

    static AlarmRecord of(Alarm alarm) {
        return new AlarmRecord(
                alarm.rule(),
                alarm.subject(),
                alarm.severity().name(),
                alarm.reason(),
                alarm.since(),
                alarm.raisedAt(),
                alarm.endedAt());
    }

    Alarm toDomain() {
        return new Alarm(rule, subject, Severity.valueOf(severity), reason, since, raisedAt, endedAt);
    }
}
