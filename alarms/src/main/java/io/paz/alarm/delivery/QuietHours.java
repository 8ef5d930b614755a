package io.paz.alarm.delivery;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Part of each day in which warnings wait. It goes over midnight where it ends before it begins.
 *
 * @param from the first minute
 * @param to the first minute after it; another one than {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** When they end; empty when it is not quiet. */
    public Optional<Instant> endAt(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        if (!holds(local.toLocalTime())) {
            return Optional.empty();
        }
        ZonedDateTime end = local.with(to);
        return Optional.of((end.isAfter(local) ? end : local.plusDays(1).with(to)).toInstant());
    }

    private boolean holds(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }
}
