package io.paz.scheduler.space;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when to clean up: once a day, and some time after deployments, but not more often than once in ten minutes. */
public final class CleanupSchedule {

    static final Duration INTERVAL = Duration.ofDays(1);
    static final Duration AFTER_CHANGE = Duration.ofMinutes(10);

    private final LongSupplier revision;
    private final LongSupplier nanoTime;
    private long lastRevision;
    private long lastTime;

    /**
     * @param revision another one after every change of a deployment
     * @param nanoTime monotonic clock
     */
    public CleanupSchedule(LongSupplier revision, LongSupplier nanoTime) {
        this.revision = revision;
        this.nanoTime = nanoTime;
        this.lastTime = nanoTime.getAsLong();
        this.lastRevision = revision.getAsLong();
    }

    /** A cleanup that is due is taken for made. */
    public boolean isDue() {
        long waited = nanoTime.getAsLong() - lastTime;
        long current = revision.getAsLong();
        boolean isDue = waited >= INTERVAL.toNanos() || waited >= AFTER_CHANGE.toNanos() && current != lastRevision;
        if (isDue) {
            lastTime = nanoTime.getAsLong();
            lastRevision = current;
        }
        return isDue;
    }
}
