package io.paz.orchestrator.monitoring;

import io.paz.engine.HostResources;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Usage statistics of hosts and workloads. */
public final class Stats {

    private Stats() {}

    /**
     * @param since since when it answers, or does not
     * @param problem why it does not answer; empty when it does
     * @param now empty until there are two readings
     * @param hour oldest first
     */
    public record OfHost(
            String id,
            Instant since,
            Optional<String> problem,
            Optional<HostResources> capacity,
            Optional<UsagePoint> now,
            List<UsagePoint> hour) {}

    /**
     * @param running whether its container was there at the last reading
     * @param problem why its host does not answer; empty when it does
     */
    public record OfWorkload(
            String name,
            String host,
            boolean running,
            Optional<String> problem,
            Optional<Long> memoryLimit,
            Optional<UsagePoint> now,
            List<UsagePoint> hour) {}
}
