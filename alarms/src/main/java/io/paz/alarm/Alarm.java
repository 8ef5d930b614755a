package io.paz.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, or was.
 *
 * @param rule name of the rule that it was raised by
 * @param severity the worst that it had
 * @param reason the last one that was seen
 * @param since when it was seen first
 * @param raisedAt when it had lasted long enough
 * @param endedAt null while it goes on
 */
public record Alarm(
        String rule,
        String subject,
        Severity severity,
        String reason,
        Instant since,
        Instant raisedAt,
        @Nullable Instant endedAt) {

    AlarmKey key() {
        return new AlarmKey(rule, subject);
    }

    /** Two alarms never have the same one. */
    public String id() {
        return "%013d-%s-%s".formatted(raisedAt.toEpochMilli(), rule, subject);
    }

    public boolean isActive() {
        return endedAt == null;
    }

    Alarm seenAgain(Condition condition) {
        Severity worst = condition.severity().compareTo(severity) > 0 ? condition.severity() : severity;
        return new Alarm(rule, subject, worst, condition.reason(), since, raisedAt, null);
    }

    Alarm endedAt(Instant time) {
        return new Alarm(rule, subject, severity, reason, since, raisedAt, time);
    }
}
