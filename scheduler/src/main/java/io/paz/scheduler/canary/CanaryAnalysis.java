package io.paz.scheduler.canary;

import io.paz.scheduler.release.Canary;
import io.paz.scheduler.traffic.Traffic;
import java.util.Locale;

/**
 * Compares the error rate and response time of a new version with those of the old one in the same period.
 *
 * @param figures that decided, for people
 */
record CanaryAnalysis(Finding finding, String figures) {

    /** Times that differ by less may differ by chance. */
    static final int NEGLIGIBLE_MILLIS = 20;

    /** 99.5 %, one-sided: it is asked every half second, so that now and then it would be wrong by chance alone. */
    private static final double Z = 2.58;

    enum Finding {
        TOO_FEW_REQUESTS,
        GOOD,
        MORE_ERRORS,
        SLOWER
    }

    /**
     * What was counted of one version.
     *
     * @param requests attempts at its instances, those that a balancer made again included
     * @param failed those of them that brought no answer, or one with a status of 500 or more
     * @param responseMillis mean time to the first byte of an answer
     */
    record Sample(long requests, long failed, int responseMillis) {

        public static Sample of(Traffic traffic, int responseMillis) {
            long unanswered = traffic.connectionErrors() + traffic.retries();
            return new Sample(traffic.requests() + unanswered, traffic.errors() + unanswered, responseMillis);
        }

        double errorRate() {
            return requests == 0 ? 0 : (double) failed / requests;
        }

        /** Lower end of Wilson's interval: with few requests it is far below what was seen. */
        double certainErrorRate() {
            if (requests == 0) {
                return 0;
            }
            double n = requests;
            double p = errorRate();
            double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
            return Math.max(0, (p + Z * Z / (2 * n) - spread) / (1 + Z * Z / n));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d requests failed (%.1f %%), answers after %d ms",
                    failed,
                    requests,
                    100 * errorRate(),
                    responseMillis);
        }
    }

    public static CanaryAnalysis of(Sample next, Sample old, Canary limits) {
        String figures = String.format(
                Locale.ROOT,
                "new: %s; old: %s; allowed: %.1f %% more failures, %.1f times the time, from %d requests on",
                next,
                old,
                100 * limits.errorIncrease(),
                limits.slowdown(),
                limits.requests());
        return new CanaryAnalysis(finding(next, old, limits), figures);
    }

    private static Finding finding(Sample next, Sample old, Canary limits) {
        if (next.requests() < limits.requests()) {
            return Finding.TOO_FEW_REQUESTS;
        }
        if (next.certainErrorRate() > old.errorRate() + limits.errorIncrease()) {
            return Finding.MORE_ERRORS;
        }
        return isSlower(next, old, limits) ? Finding.SLOWER : Finding.GOOD;
    }

    /** Without a request to the old version there is nothing to compare with. */
    private static boolean isSlower(Sample next, Sample old, Canary limits) {
        return old.requests() > 0
                && next.responseMillis() > limits.slowdown() * old.responseMillis()
                && next.responseMillis() - old.responseMillis() >= NEGLIGIBLE_MILLIS;
    }
}
