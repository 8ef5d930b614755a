package io.paz.scheduler.deployment;

import java.time.Duration;

/**
 * The times of a deployment.
 *
 * @param deadline within which every instance must be announced
 * @param drain between the last route of an old version and its end
 * @param poll how often the engine is asked, and how long before a call that failed is made again
 * @param settle how long an instance without a port must run to count as healthy
 */
public record Pacing(Duration deadline, Duration drain, Duration poll, Duration settle) {

    /** How long an old version's sidekicks get to withdraw their keys before the keys are taken away from them. */
    static final Duration WITHDRAWAL = Duration.ofSeconds(10);

    public static Pacing of(Duration deadline, Duration drain) {
        return new Pacing(deadline, drain, Duration.ofMillis(500), Duration.ofSeconds(3));
    }
}
