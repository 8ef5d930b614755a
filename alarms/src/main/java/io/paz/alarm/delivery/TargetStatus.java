package io.paz.alarm.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries to a target went since the start.
 *
 * @param deliveredAt the last one that arrived; null for none
 * @param problem why the last attempt failed; null when it did not
 * @param failures attempts in a row that failed
 * @param retryAt null when the next one may be at once
 */
public record TargetStatus(
        @Nullable Instant deliveredAt,
        @Nullable String problem,
        int failures,
        @Nullable Instant retryAt) {

    static final TargetStatus NEW = new TargetStatus(null, null, 0, null);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 8;

    TargetStatus delivered(Instant now) {
        return new TargetStatus(now, null, 0, null);
    }

    TargetStatus failed(String why, Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Duration limited = pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
        return new TargetStatus(deliveredAt, why, failures + 1, now.plus(limited));
    }

    boolean mayTry(Instant now) {
        return retryAt == null || !now.isBefore(retryAt);
    }
}
