package io.paz.scheduler.time;

import java.time.Duration;

/** Monotonic deadline; a clock that is set does not move it. */
public final class Deadline {

    private final Duration length;
    private final long end;

    private Deadline(Duration length) {
        this.length = length;
        this.end = System.nanoTime() + length.toNanos();
    }

    public static Deadline in(Duration length) {
        return new Deadline(length);
    }

    public boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    @Override
    public String toString() {
        return length.toMillis() % 1000 == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }
}
