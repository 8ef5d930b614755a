package io.paz.scheduler.release;

import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.PortMapping;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a service. What was not given stays null, so that it reads back as it was written; the accessors below give the
 * defaults. Maps keep their order: an artefact's text, and with it its hash, must come out the same after a restart.
 *
 * @param strategy how a new version takes over; rolling when absent
 * @param batchSize instances that a rolling deployment replaces at a time
 * @param canary how a canary is tried out
 * @param pull {@code always} or {@code if-missing}; always when absent
 * @param sharedVolumes named volumes that several instances may use at once
 * @param responseTimeoutSeconds how long an answer may take; 300 when absent
 * @param upstreams services that this one calls
 * @param confinement exceptions from how its containers are confined
 * @param routes requests that it gets or redirects beside those for its own host names
 * @param httpsRedirect whether plain HTTP is redirected to HTTPS once a certificate is there; true when absent
 * @param hstsSeconds how long browsers are to use HTTPS alone; not said to them when absent
 * @param proxy what HAProxy does with its requests beside routing them: values of etcd by their keys in the folder of these settings
 * @param protocol what the instances speak at the first port
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
        @Nullable Canary canary,
        @Nullable String pull,
        @Nullable List<String> sharedVolumes,
        @Nullable Integer responseTimeoutSeconds,
        @Nullable List<String> upstreams,
        @Nullable ConfinementRules confinement,
        @Nullable List<Route> routes,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsSeconds,
        @Nullable Map<String, String> proxy,
        PortProtocol protocol) {

    /** The most instances that the service directory accepts. */
    public static final int MAX_INSTANCES = 100;

    /** Stands in place of a secret variable that has no value yet, as in a copy of a service. */
    static final String MISSING_SECRET = "paz-secret:missing";

    private static final int DEFAULT_STOP_TIMEOUT_SECONDS = 10;
    private static final int DEFAULT_RESPONSE_TIMEOUT_SECONDS = 300;
    private static final String IF_MISSING = "if-missing";

    public ServiceConfig {
        ports = List.copyOf(ports);
        env = inOrder(env);
        volume = inOrder(volume);
        domains = domains == null ? null : List.copyOf(domains);
        command = command == null ? null : List.copyOf(command);
        labels = labels == null ? null : inOrder(labels);
        sharedVolumes = sharedVolumes == null ? null : List.copyOf(sharedVolumes);
        upstreams = upstreams == null ? null : List.copyOf(upstreams);
        routes = routes == null ? null : List.copyOf(routes);
        proxy = proxy == null ? null : inOrder(proxy);
    }

    /** Secret variables that have no value yet, without which no container is to run. */
    public List<String> missingSecrets() {
        return env.entrySet().stream()
                .filter(variable -> variable.getValue().equals(MISSING_SECRET))
                .map(Map.Entry::getKey)
                .toList();
    }

    public int stopSeconds() {
        return stopTimeoutSeconds == null ? DEFAULT_STOP_TIMEOUT_SECONDS : stopTimeoutSeconds;
    }

    /** Instances to replace at a time: one, or a third of more than three. */
    public int batch() {
        return batchSize == null ? Math.max(1, numInstances / 3) : Math.min(batchSize, numInstances);
    }

    public Canary canaryRules() {
        return canary == null ? Canary.DEFAULT : canary;
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

    public List<Route> extraRoutes() {
        return routes == null ? List.of() : routes;
    }

    /** Whether plain HTTP is redirected to HTTPS once a certificate is there. */
    public boolean redirectsToHttps() {
        return !Boolean.FALSE.equals(httpsRedirect);
    }

    /** Settings of HAProxy beside routing, as they stand in etcd. */
    public Map<String, String> proxySettings() {
        return proxy == null ? Map.of() : proxy;
    }

    public List<String> arguments() {
        return command == null ? List.of() : command;
    }

    public Map<String, String> containerLabels() {
        return labels == null ? Map.of() : labels;
    }

    /** Whether an image that a host has already is pulled again. */
    public boolean pullsAlways() {
        return !IF_MISSING.equals(pull);
    }

    /** Named volumes that several instances may use at once. */
    public List<String> sharedVolumeNames() {
        return sharedVolumes == null ? List.of() : sharedVolumes;
    }

    /** Named volumes that only one instance at a time may use; what a service writes into them is not known to be shared. */
    public List<String> exclusiveVolumes() {
        return volume.keySet().stream()
                .filter(source -> !source.startsWith("/"))
                .filter(source -> !sharedVolumeNames().contains(source))
                .toList();
    }

    /** How long an answer to a request may take. */
    public Duration responseTimeout() {
        return Duration.ofSeconds(
                responseTimeoutSeconds == null ? DEFAULT_RESPONSE_TIMEOUT_SECONDS : responseTimeoutSeconds);
    }

    /** Services that this one calls. */
    public List<String> upstreamNames() {
        return upstreams == null ? List.of() : upstreams;
    }

    /** How the containers of a new version are confined. */
    public Confinement containerConfinement() {
        return (confinement == null ? ConfinementRules.NONE : confinement)
                .confine(limits().map(Resources::memory).orElse(null));
    }

    public ServiceConfig withInstances(int instances) {
        return toBuilder().numInstances(instances).build();
    }

    /** A builder of the smallest configuration: one internal instance without ports. */
    public static ServiceConfigBuilder builder() {
        return new ServiceConfigBuilder();
    }

    /** A builder that begins with this configuration. */
    public ServiceConfigBuilder toBuilder() {
        return new ServiceConfigBuilder(this);
    }

    private static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
