package io.paz.api.scheduler;

import java.util.List;

/**
 * Requests and errors during a deployment, summed over the counters of all load balancers.
 *
 * @param complete whether all of the traffic is known
 * @param gaps what of it is not known, and why; empty when it is complete
 * @param requests answered while it ran, those that a load balancer answered in an instance's place too
 * @param errors those of them whose status was 500 or more
 * @param connectionErrors connections to instances that failed, or broke before the answer, for good
 * @param retries attempts that load balancers made again
 * @param redispatches attempts that load balancers made again with another instance
 * @param gates how long each kind of gate took
 * @param drainMillis from the withdrawal of instances to their end, the waiting for open connections included
 */
public record DeploymentReceipt(
        boolean complete,
        List<String> gaps,
        long requests,
        long errors,
        long connectionErrors,
        long retries,
        long redispatches,
        List<GateTime> gates,
        long drainMillis) {

    /** Time of the gates that have the name of a step, all together. */
    public record GateTime(String gate, long millis) {}
}
