package io.paz.scheduler.space;

/**
 * When there is too little room on a file system: below a share of it, or below a size where that is less, so that a large disk does not
 * warn of hundreds of gigabytes.
 *
 * @param warningPercent below which a warning is given
 * @param minimumPercent below which nothing is deployed
 */
public record SpaceLimits(int warningPercent, int minimumPercent) {

    static final long MAX_WARNING_BYTES = 10L << 30;
    static final long MAX_MINIMUM_BYTES = 2L << 30;

    /** How well a file system is off. */
    public enum Level {
        AMPLE,
        LOW,
        EXHAUSTED
    }

    public Level level(long total, long available) {
        if (available < minimum(total)) {
            return Level.EXHAUSTED;
        }
        return available < warning(total) ? Level.LOW : Level.AMPLE;
    }

    /** Bytes below which nothing is deployed. */
    public long minimum(long total) {
        return share(total, minimumPercent, MAX_MINIMUM_BYTES);
    }

    /** Bytes below which a warning is given. */
    public long warning(long total) {
        return share(total, warningPercent, MAX_WARNING_BYTES);
    }

    private static long share(long total, int percent, long limit) {
        return Math.min(total / 100 * percent, limit);
    }
}
