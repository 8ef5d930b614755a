package io.paz.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Spreads what would happen at the same time. The same seed, domain and time always give the same share, after a restart too. */
public record Jitter(long seed) {

    /** A share of the duration, from none of it to all. */
    Duration of(Duration whole, String domain, Instant time) {
        long mixed = seed ^ (31L * domain.hashCode() + time.getEpochSecond()) * 0x9E3779B97F4A7C15L;
        return Duration.ofMillis((long) (whole.toMillis() * new Random(mixed).nextDouble()));
    }
}
