package io.paz.scheduler.release;

import io.paz.engine.spec.PortMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ServiceConfig} by the names of its fields; a field that is not set keeps what the builder began with. */
public final class ServiceConfigBuilder {

    private boolean publicFacing;
    private int numInstances = 1;
    private List<PortMapping> ports = List.of();
    private Map<String, String> env = Map.of();
    private Map<String, String> volume = Map.of();
    private @Nullable String user;
    private @Nullable HealthCheck healthCheck;
    private @Nullable Integer stopTimeoutSeconds;
    private @Nullable Resources resources;
    private @Nullable List<String> domains;
    private @Nullable String strategy;
    private @Nullable Integer batchSize;
    private @Nullable List<String> command;
    private @Nullable Map<String, String> labels;
    private @Nullable Canary canary;
    private @Nullable String pull;
    private @Nullable List<String> sharedVolumes;
    private @Nullable Integer responseTimeoutSeconds;
    private @Nullable List<String> upstreams;
    private @Nullable ConfinementRules confinement;
    private @Nullable List<Route> routes;
    private @Nullable Boolean httpsRedirect;
    private @Nullable Integer hstsSeconds;
    private @Nullable Map<String, String> proxy;
    private PortProtocol protocol = PortProtocol.NONE;

    ServiceConfigBuilder() {}

    ServiceConfigBuilder(ServiceConfig config) {
        publicFacing = config.publicFacing();
        numInstances = config.numInstances();
        ports = config.ports();
        env = config.env();
        volume = config.volume();
        user = config.user();
        healthCheck = config.healthCheck();
        stopTimeoutSeconds = config.stopTimeoutSeconds();
        resources = config.resources();
        domains = config.domains();
        strategy = config.strategy();
        batchSize = config.batchSize();
        command = config.command();
        labels = config.labels();
        canary = config.canary();
        pull = config.pull();
        sharedVolumes = config.sharedVolumes();
        responseTimeoutSeconds = config.responseTimeoutSeconds();
        upstreams = config.upstreams();
        confinement = config.confinement();
        routes = config.routes();
        httpsRedirect = config.httpsRedirect();
        hstsSeconds = config.hstsSeconds();
        proxy = config.proxy();
        protocol = config.protocol();
    }

    public ServiceConfig build() {
        return new ServiceConfig(
                publicFacing,
                numInstances,
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
                canary,
                pull,
                sharedVolumes,
                responseTimeoutSeconds,
                upstreams,
                confinement,
                routes,
                httpsRedirect,
                hstsSeconds,
                proxy,
                protocol);
    }

    public ServiceConfigBuilder publicFacing(boolean value) {
        publicFacing = value;
        return this;
    }

    public ServiceConfigBuilder numInstances(int value) {
        numInstances = value;
        return this;
    }

    public ServiceConfigBuilder ports(List<PortMapping> value) {
        ports = value;
        return this;
    }

    public ServiceConfigBuilder env(Map<String, String> value) {
        env = value;
        return this;
    }

    public ServiceConfigBuilder volume(Map<String, String> value) {
        volume = value;
        return this;
    }

    public ServiceConfigBuilder user(@Nullable String value) {
        user = value;
        return this;
    }

    public ServiceConfigBuilder healthCheck(@Nullable HealthCheck value) {
        healthCheck = value;
        return this;
    }

    public ServiceConfigBuilder stopTimeoutSeconds(@Nullable Integer value) {
        stopTimeoutSeconds = value;
        return this;
    }

    public ServiceConfigBuilder resources(@Nullable Resources value) {
        resources = value;
        return this;
    }

    public ServiceConfigBuilder domains(@Nullable List<String> value) {
        domains = value;
        return this;
    }

    public ServiceConfigBuilder strategy(@Nullable String value) {
        strategy = value;
        return this;
    }

    public ServiceConfigBuilder batchSize(@Nullable Integer value) {
        batchSize = value;
        return this;
    }

    public ServiceConfigBuilder command(@Nullable List<String> value) {
        command = value;
        return this;
    }

    public ServiceConfigBuilder labels(@Nullable Map<String, String> value) {
        labels = value;
        return this;
    }

    public ServiceConfigBuilder canary(@Nullable Canary value) {
        canary = value;
        return this;
    }

    public ServiceConfigBuilder pull(@Nullable String value) {
        pull = value;
        return this;
    }

    public ServiceConfigBuilder sharedVolumes(@Nullable List<String> value) {
        sharedVolumes = value;
        return this;
    }

    public ServiceConfigBuilder responseTimeoutSeconds(@Nullable Integer value) {
        responseTimeoutSeconds = value;
        return this;
    }

    public ServiceConfigBuilder upstreams(@Nullable List<String> value) {
        upstreams = value;
        return this;
    }

    public ServiceConfigBuilder confinement(@Nullable ConfinementRules value) {
        confinement = value;
        return this;
    }

    public ServiceConfigBuilder routes(@Nullable List<Route> value) {
        routes = value;
        return this;
    }

    public ServiceConfigBuilder httpsRedirect(@Nullable Boolean value) {
        httpsRedirect = value;
        return this;
    }

    public ServiceConfigBuilder hstsSeconds(@Nullable Integer value) {
        hstsSeconds = value;
        return this;
    }

    public ServiceConfigBuilder proxy(@Nullable Map<String, String> value) {
        proxy = value;
        return this;
    }

    public ServiceConfigBuilder protocol(PortProtocol value) {
        protocol = value;
        return this;
    }
}
