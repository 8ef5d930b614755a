package io.paz.scheduler.config;

import io.paz.scheduler.drift.DriftReport.State;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says when to check for drift: at each interval, and soon again while the engine does not answer, as when both start together. */
final class DriftSchedule {

    static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final Duration interval;
    private final Supplier<State> state;
    private final LongSupplier nanoTime;
    private long next;

    DriftSchedule(Duration interval, Supplier<State> state, LongSupplier nanoTime) {
        this.interval = interval;
        this.state = state;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** To be asked every {@link #RETRY_INTERVAL}; a check that is due is taken for made. */
    boolean isDue() {
        long now = nanoTime.getAsLong();
        if (now - next < 0 && state.get() != State.UNKNOWN) {
            return false;
        }
        next = now + interval.toNanos();
        return true;
    }
}
