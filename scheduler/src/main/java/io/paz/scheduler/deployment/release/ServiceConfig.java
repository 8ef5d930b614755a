package io.paz.scheduler.deployment.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a service runs. What was not given stays null, so that it reads back as it was written; the accessors below give the
 * defaults. Maps keep their order: a unit's text, and with it its hash, must come out the same after a restart.
 *
 * @param strategy how a new version takes over; rolling when absent
 * @param batchSize instances that a rolling deployment replaces at a time
 * @param canary how a canary is tried out
 */
public record ServiceConfig(
        boolean publicFacing,
        int numInstances,
        List<PortMapping> ports,
        Map<String, String> env,
        Map<String, String> volume,
        @Nullable String user,
        @Nullable HealthCheck healthCheck,
        @Nullable Integer stopTimeoutSeconds,
        @Nullable Resources resources,
        @Nullable List<String> domains,
        @Nullable String strategy,
        @Nullable Integer batchSize,
        @Nullable List<String> command,
        @Nullable Map<String, String> labels,
        @Nullable Canary canary) {

    private static final int DEFAULT_STOP_TIMEOUT_SECONDS = 10;

    public ServiceConfig {
        ports = List.copyOf(ports);
        env = inOrder(env);
        volume = inOrder(volume);
        domains = domains == null ? null : List.copyOf(domains);
        command = command == null ? null : List.copyOf(command);
        labels = labels == null ? null : inOrder(labels);
    }

    public int stopSeconds() {
        return stopTimeoutSeconds == null ? DEFAULT_STOP_TIMEOUT_SECONDS : stopTimeoutSeconds;
    }

    /** Instances to replace at a time: one, or a third of more than three. */
    public int batch() {
        return batchSize == null ? Math.max(1, numInstances / 3) : Math.min(batchSize, numInstances);
    }

    public Canary canaryRules() {
        return canary == null ? Canary.USUAL : canary;
    }

    public HealthCheck health() {
        return healthCheck == null ? HealthCheck.TCP : healthCheck;
    }

    public Optional<Resources> limits() {
        return Optional.ofNullable(resources);
    }

    public List<String> extraDomains() {
        return domains == null ? List.of() : domains;
    }

    public List<String> arguments() {
        return command == null ? List.of() : command;
    }

    public Map<String, String> containerLabels() {
        return labels == null ? Map.of() : labels;
    }

    public ServiceConfig withInstances(int instances) {
        return new ServiceConfig(
                publicFacing,
                instances,
                ports,
                env,
                volume,
                user,
                healthCheck,
                stopTimeoutSeconds,
                resources,
                domains,
                strategy,
                batchSize,
                command,
                labels,
                canary);
    }

    private static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
