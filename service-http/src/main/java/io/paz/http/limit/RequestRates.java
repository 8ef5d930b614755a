package io.paz.http.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A token bucket for each key: so many requests a second, and so many at once. Keys are bounded in number; the one that was used longest ago goes. */
final class RequestRates {

    static final int MAX_KEYS = 10_000;

    private static final double NANOS = 1e9;

    private final double perNano;
    private final int burst;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private static final class Bucket {
        private double tokens;
        private long filledAt;
    }

    /** @param nanos a clock that never jumps */
    RequestRates(int perSecond, int burst, LongSupplier nanos) {
        this.perNano = perSecond / NANOS;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Empty when the request may go on, else how long it has to wait. */
    synchronized Optional<Duration> take(String key) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.tokens = burst;
            bucket.filledAt = now;
            buckets.put(key, bucket);
        }
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) * perNano);
        bucket.filledAt = now;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) ((1 - bucket.tokens) / perNano)));
    }
}
