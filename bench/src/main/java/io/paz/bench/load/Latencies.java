package io.paz.bench.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long answers took, in steps of 0.1 ms up to 10 s; what took longer counts as 10 s. */
final class Latencies {

    private static final long STEP_NANOS = 100_000;
    private static final int STEPS = 100_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.min(nanos / STEP_NANOS, STEPS - 1));
    }

    /** The time within which this part of the answers came, 0 to 1; zero when there were none. */
    Duration quantile(double part) {
        long total = 0;
        for (int step = 0; step < STEPS; step++) {
            total += counts.get(step);
        }
        long left = (long) Math.ceil(total * part);
        int step = 0;
        while (left > 0 && left > counts.get(step)) {
            left -= counts.get(step);
            step++;
        }
        return Duration.ofNanos(total == 0 ? 0 : (step + 1) * STEP_NANOS);
    }
}
