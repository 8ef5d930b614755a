package io.paz.scheduler.traffic;

/**
 * Reading of one counter source.
 *
 * @param lifetime requests of any service that the balancer has taken since it started; fewer than before after a restart
 */
public record CounterReading(long lifetime, Traffic traffic) {

    boolean isRestartedSince(CounterReading earlier) {
        return lifetime < earlier.lifetime || traffic.hasDecreasedSince(earlier.traffic);
    }
}
