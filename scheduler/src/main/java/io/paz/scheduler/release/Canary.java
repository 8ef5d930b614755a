package io.paz.scheduler.release;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a canary deployment. What was not given stays null; the accessors below give the defaults.
 *
 * @param steps shares of the traffic in percent, each higher than the one before; 5, 25 and 50 when absent
 * @param stepSeconds how long each share lasts; 60 when absent
 * @param minRequests requests to the new version without which a share is not judged; 50 when absent
 * @param maxErrorIncrease by how much its share of failed requests may be above the old version's; 0.01 when absent
 * @param maxSlowdown how many times the old version's response time it may take; 2 when absent
 */
public record Canary(
        @Nullable List<Integer> steps,
        @Nullable Integer stepSeconds,
        @Nullable Integer minRequests,
        @Nullable Double maxErrorIncrease,
        @Nullable Double maxSlowdown) {

    static final Canary DEFAULT = new Canary(null, null, null, null, null);

    public Canary {
        steps = steps == null ? null : List.copyOf(steps);
    }

    /** Whether nothing was given. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }

    public List<Integer> shares() {
        return Objects.requireNonNullElse(steps, List.of(5, 25, 50));
    }

    public Duration step() {
        return Duration.ofSeconds(stepSeconds == null ? 60 : stepSeconds);
    }

    public int requests() {
        return Objects.requireNonNullElse(minRequests, 50);
    }

    public double errorIncrease() {
        return Objects.requireNonNullElse(maxErrorIncrease, 0.01);
    }

    public double slowdown() {
        return Objects.requireNonNullElse(maxSlowdown, 2.0);
    }
}
