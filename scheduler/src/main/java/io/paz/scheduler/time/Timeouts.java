package io.paz.scheduler.time;

import java.time.Duration;

/**
 * Timeouts and intervals of a deployment.
 *
 * @param deadline within which every instance of a batch must be healthy and in the load balancers
 * @param drain how long to wait where a load balancer cannot be asked
 * @param poll how often the engine is asked, and how long before a call that failed is made again
 * @param settle how long an instance without a port must run to count as healthy
 */
public record Timeouts(Duration deadline, Duration drain, Duration poll, Duration settle) {

    /** How long an old version's instances get until their keys are withdrawn before the keys are taken away from them. */
    public static final Duration WITHDRAWAL = Duration.ofSeconds(10);

    /** How long load balancers get to stop sending new requests to an old version. */
    public static final Duration UNROUTING = Duration.ofSeconds(30);

    /** How long an instance without a port must run that has ended meanwhile: one that ends every few seconds serves nobody. */
    public Duration settleAfterEnd() {
        return settle.multipliedBy(10);
    }

    public static Timeouts of(Duration deadline, Duration drain) {
        return new Timeouts(deadline, drain, Duration.ofMillis(500), Duration.ofSeconds(3));
    }
}
