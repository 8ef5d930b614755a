package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.orchestrator.cluster.Change;
import org.jspecify.annotations.Nullable;

/**
 * An alarm.
 *
 * @param since milliseconds since 1970, as the other times
 * @param endedAt absent while it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmDocument(
        String rule,
        String subject,
        String severity,
        String reason,
        long since,
        long raisedAt,
        @Nullable Long endedAt) implements EventDocument {

    public static AlarmDocument of(Alarm alarm) {
        return new AlarmDocument(
                alarm.rule(),
                alarm.subject(),
                alarm.severity().text(),
                alarm.reason(),
                alarm.since().toEpochMilli(),
                alarm.raisedAt().toEpochMilli(),
                alarm.endedAt() == null ? null : alarm.endedAt().toEpochMilli());
    }

    /** {@code alarm.raised}, {@code alarm.worsened} or {@code alarm.ended}. */
    public static Change event(AlarmEvent event) {
        return new Change("alarm." + event.kind().text(), of(event.alarm()));
    }
}
