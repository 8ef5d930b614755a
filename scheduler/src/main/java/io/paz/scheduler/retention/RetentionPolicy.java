package io.paz.scheduler.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * Retention of ended deployments, operations and journal lines. What serves or is unfinished is always kept.
 *
 * @param deployments newest ones of each service, and as many operations
 * @param time after which even of those only {@link #ROLLBACK_VERSIONS} are kept, and nothing of a service that is gone
 * @param journalLines of all services together
 */
public record RetentionPolicy(int deployments, Duration time, int journalLines) {

    /** Newest versions of a service that stay however old they are, so that there is something to roll back to. */
    public static final int ROLLBACK_VERSIONS = 10;

    /** Whether something of that age and place is kept. */
    boolean keeps(int newer, Instant at, Instant now) {
        return newer < ROLLBACK_VERSIONS || newer < deployments && !isOld(at, now);
    }

    /** Whether something with so many newer ones of its service may go. */
    public boolean isOver(int newer, Instant at, Instant now) {
        return !keeps(newer, at, now);
    }

    public boolean isOld(Instant at, Instant now) {
        return at.isBefore(now.minus(time));
    }
}
