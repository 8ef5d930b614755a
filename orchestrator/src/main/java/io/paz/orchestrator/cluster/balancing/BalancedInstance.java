package io.paz.orchestrator.cluster.balancing;

import io.paz.engine.InstanceId;
import io.paz.orchestrator.cluster.routing.Address;
import java.util.Comparator;
import java.util.List;

/**
 * An instance as seen by all HAProxies: counters are summed, gauges take the worst value.
 *
 * @param status the worst that one of them says; {@code none} when none of them has the server
 */
public record BalancedInstance(InstanceId id, Address address, ServerFigures figures) {

    private static final String UNKNOWN = "none";

    /** From bad to good; what stands nowhere is worse than all. */
    private static final List<String> STATES =
            List.of("DOWN", "MAINT", "DRAIN", "NOLB", ServerFigures.NOT_CHECKED, "UP");

    static BalancedInstance of(InstanceId id, Address address, List<ServerFigures> seen) {
        return new BalancedInstance(
                id,
                address,
                new ServerFigures(
                        seen.stream()
                                .map(ServerFigures::status)
                                .min(Comparator.comparing(STATES::indexOf))
                                .orElse(UNKNOWN),
                        seen.stream().mapToInt(ServerFigures::weight).max().orElse(0),
                        seen.stream().mapToInt(ServerFigures::sessions).sum(),
                        seen.stream().mapToInt(ServerFigures::queued).sum(),
                        seen.stream().mapToLong(ServerFigures::requests).sum(),
                        seen.stream().mapToLong(ServerFigures::errors).sum(),
                        seen.stream()
                                .mapToInt(ServerFigures::responseTime)
                                .max()
                                .orElse(0),
                        seen.stream().mapToDouble(ServerFigures::requestRate).sum(),
                        seen.stream().mapToDouble(ServerFigures::errorRate).sum()));
    }
}
