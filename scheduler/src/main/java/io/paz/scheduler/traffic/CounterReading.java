package io.paz.scheduler.traffic;

/**
 * Reading of one counter source.
 *
 * @param lifetime requests of any service that the balancer has taken since it started; less than before tells of a new start
 */
public record CounterReading(long lifetime, Traffic traffic) {

    boolean isOfANewStartAfter(CounterReading earlier) {
        return lifetime < earlier.lifetime || traffic.isBehind(earlier.traffic);
    }
}
