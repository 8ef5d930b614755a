package io.paz.orchestrator.cluster.balancing;

import java.util.List;

/**
 * One version of a service.
 *
 * @param share of the service's requests that it gets, in percent, by the weights of the servers that are up
 * @param weight of each of its servers, as etcd has it
 */
public record BalancedVersion(int version, double share, int weight, List<BalancedInstance> instances) {

    public BalancedVersion {
        instances = List.copyOf(instances);
    }

    /** Weight that counts now: of the servers that are up. */
    int weightInUse() {
        return instances.stream()
                .map(BalancedInstance::figures)
                .filter(ServerFigures::isUp)
                .mapToInt(ServerFigures::weight)
                .sum();
    }

    BalancedVersion ofAll(int weightOfAll) {
        double newShare = weightOfAll == 0 ? 0 : Math.round(1000.0 * weightInUse() / weightOfAll) / 10.0;
        return new BalancedVersion(version, newShare, weight, instances);
    }
}
