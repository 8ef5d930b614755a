package io.paz.scheduler.deployment;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * One share of the traffic, while a new version is tried with it.
 *
 * @param begunAt when the balancers had taken over the share
 * @param next counts the new version's instances from then on
 * @param old counts the old version's instances from then on
 */
public record Trial(Instant begunAt, Meter next, Meter old) {

    Set<String> restarts() {
        Set<String> restarts = new HashSet<>(next.restarted());
        restarts.addAll(old.restarted());
        return restarts;
    }
}
