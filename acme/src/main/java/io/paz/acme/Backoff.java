package io.paz.acme;

import java.time.Duration;
import java.time.Instant;

/** How long a domain or the authority is left alone after failures: twice as long each time, up to a bound, and up to a quarter longer. */
record Backoff(Duration first, Duration max) {

    /** Four attempts within the first hour, and two a day in the end. */
    static final Backoff OF_DOMAIN = new Backoff(Duration.ofMinutes(5), Duration.ofHours(12));

    static final Backoff OF_AUTHORITY = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

    private static final int MAX_DOUBLINGS = 20;

    /** @param failures in a row, the last one included */
    Instant after(int failures, Instant now, String domain, Jitter jitter) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        Duration bounded = pause.compareTo(max) > 0 ? max : pause;
        return now.plus(bounded).plus(jitter.of(bounded.dividedBy(4), domain, now));
    }
}
