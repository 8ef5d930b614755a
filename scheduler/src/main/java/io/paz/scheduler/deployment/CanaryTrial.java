package io.paz.scheduler.deployment;

import io.paz.scheduler.traffic.TrafficTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a canary at one share of the traffic.
 *
 * @param begunAt when the balancers had taken over the share, for people
 * @param elapsed how long it was watched since then, by a clock that never jumps; null in records of earlier releases
 * @param next counts the new version's instances from then on
 * @param old counts the old version's instances from then on
 */
public record CanaryTrial(Instant begunAt, @Nullable Duration elapsed, TrafficTotals next, TrafficTotals old) {

    public Duration age() {
        return elapsed == null ? Duration.ZERO : elapsed;
    }

    public Set<String> restarts() {
        Set<String> restarts = new HashSet<>(next.restarted());
        restarts.addAll(old.restarted());
        return restarts;
    }
}
