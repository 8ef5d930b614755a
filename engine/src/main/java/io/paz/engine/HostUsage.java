package io.paz.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host and the containers on it used.
 *
 * @param host samples of the whole host, oldest first
 * @param containers by the name of the workload that each belongs to
 */
public record HostUsage(HostResources resources, List<Usage> host, Map<String, ContainerUsage> containers) {

    /**
     * What one container used.
     *
     * @param memoryLimit bytes; empty without a limit
     * @param samples oldest first
     */
    public record ContainerUsage(Optional<Long> memoryLimit, List<Usage> samples) {}
}
