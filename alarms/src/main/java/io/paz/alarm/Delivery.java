package io.paz.alarm;

import java.time.Instant;

/**
 * An event that one target is still to hear of.
 *
 * @param id of events in the order in which they happened; two deliveries never have the same one
 * @param target its name
 */
public record Delivery(String id, String target, AlarmEvent event, Instant createdAt) {

    public static Delivery of(AlarmEvent event, String target, Instant now) {
        String id = "%013d-%s-%s-%s"
                .formatted(
                        now.toEpochMilli(),
                        event.kind().text(),
                        target,
                        event.alarm().id());
        return new Delivery(id, target, event, now);
    }
}
