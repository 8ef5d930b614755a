package io.paz.orchestrator.monitoring;

import io.paz.engine.Usage;
import java.time.Duration;
import java.time.Instant;

/**
 * Usage between two samples.
 *
 * @param time of the later one
 * @param cpu processors in use, on the average; 1.5 is one and a half
 * @param received bytes a second, as the next three
 */
public record UsagePoint(
        Instant time,
        double cpu,
        long memory,
        long workingSet,
        long received,
        long sent,
        long read,
        long written,
        long filled) {

    private static final double NANOS = 1e9;

    /** A counter that fell began anew in between, and counts from 0. */
    static UsagePoint between(Usage before, Usage after) {
        double seconds = Duration.between(before.time(), after.time()).toNanos() / NANOS;
        double cpu = grown(before.cpuNanos(), after.cpuNanos()) / NANOS / seconds;
        return new UsagePoint(
                after.time(),
                Math.round(cpu * 1000) / 1000.0,
                after.memory(),
                after.workingSet(),
                rate(before.received(), after.received(), seconds),
                rate(before.sent(), after.sent(), seconds),
                rate(before.read(), after.read(), seconds),
                rate(before.written(), after.written(), seconds),
                after.filled());
    }

    private static long rate(long before, long after, double seconds) {
        return Math.round(grown(before, after) / seconds);
    }

    private static long grown(long before, long after) {
        return after >= before ? after - before : after;
    }
}
