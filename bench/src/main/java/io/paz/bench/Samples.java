package io.paz.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations of one figure; prints their minimum, median, 95th percentile and maximum. Not safe for use by several threads. */
final class Samples {

    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private static final double P95 = 0.95;

    private final String figure;
    private final List<Long> nanos = new ArrayList<>();

    Samples(String figure) {
        this.figure = figure;
    }

    void add(Duration duration) {
        nanos.add(duration.toNanos());
    }

    /** Milliseconds; the lower middle where the count is even. */
    double median() {
        return millis((nanos.size() - 1) / 2);
    }

    /** Milliseconds that so many of all samples took at most. */
    double rank(double share) {
        return millis((int) Math.ceil(share * nanos.size()) - 1);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-46s n=%-4d min %8.1f ms   median %8.1f ms   p95 %8.1f ms   max %8.1f ms",
                figure,
                nanos.size(),
                millis(0),
                median(),
                rank(P95),
                millis(nanos.size() - 1));
    }

    private double millis(int rank) {
        return nanos.stream().sorted().skip(rank).findFirst().orElseThrow() / NANOS_PER_MILLI;
    }
}
