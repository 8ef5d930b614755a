package io.paz.directory.catalog;

import io.paz.directory.catalog.field.Command;
import io.paz.directory.catalog.field.Confinement;
import io.paz.directory.catalog.field.Domains;
import io.paz.directory.catalog.field.Environment;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.Labels;
import io.paz.directory.catalog.field.Ports;
import io.paz.directory.catalog.field.PullPolicy;
import io.paz.directory.catalog.field.Resources;
import io.paz.directory.catalog.field.Strategy;
import io.paz.directory.catalog.field.Upstreams;
import io.paz.directory.catalog.field.User;
import io.paz.directory.catalog.field.Volumes;
import io.paz.directory.catalog.health.HealthCheck;
import io.paz.directory.catalog.proxy.ProxySettings;
import io.paz.directory.catalog.route.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Configuration for the next deployment of a service; a null component was not given. */
public record ServiceConfig(
        boolean publicFacing,
        int numInstances,
        Ports ports,
        Environment env,
        Volumes volume,
        @Nullable User user,
        @Nullable HealthCheck healthCheck,
        @Nullable Integer stopTimeoutSeconds,
        @Nullable Resources resources,
        @Nullable Domains domains,
        @Nullable Strategy strategy,
        @Nullable Command command,
        @Nullable Labels labels,
        @Nullable PullPolicy pull,
        @Nullable List<String> sharedVolumes,
        @Nullable Integer responseTimeoutSeconds,
        @Nullable Upstreams upstreams,
        @Nullable Confinement confinement,
        @Nullable Routes routes,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsSeconds,
        @Nullable ProxySettings proxy) {

    private static final int MAX_INSTANCES = 100;
    private static final int MAX_STOP_SECONDS = 3600;
    private static final int MAX_RESPONSE_TIMEOUT = 86_400;
    private static final int MAX_HSTS_SECONDS = 63_072_000;

    public ServiceConfig {
        InvalidFieldException.unless(
                numInstances >= 1 && numInstances <= MAX_INSTANCES,
                "numInstances",
                numInstances,
                "1 to " + MAX_INSTANCES);
        InvalidFieldException.unless(
                stopTimeoutSeconds == null || stopTimeoutSeconds >= 0 && stopTimeoutSeconds <= MAX_STOP_SECONDS,
                "stopTimeoutSeconds",
                stopTimeoutSeconds,
                "0 to " + MAX_STOP_SECONDS);
        InvalidFieldException.unless(
                responseTimeoutSeconds == null
                        || responseTimeoutSeconds >= 1 && responseTimeoutSeconds <= MAX_RESPONSE_TIMEOUT,
                "responseTimeoutSeconds",
                responseTimeoutSeconds,
                "1 to " + MAX_RESPONSE_TIMEOUT);
        InvalidFieldException.unless(
                hstsSeconds == null || hstsSeconds >= 0 && hstsSeconds <= MAX_HSTS_SECONDS,
                "hstsSeconds",
                hstsSeconds,
                "0 to " + MAX_HSTS_SECONDS);
        if (ports.isTcp()) {
            checkTcp(healthCheck, routes, proxy);
        }
        if (sharedVolumes != null) {
            sharedVolumes = List.copyOf(sharedVolumes);
            volume.checkShared(sharedVolumes);
        }
    }

    private static void checkTcp(
            @Nullable HealthCheck healthCheck, @Nullable Routes routes, @Nullable ProxySettings proxy) {
        InvalidFieldException.unless(
                healthCheck == null || healthCheck.path() == null,
                "healthCheck.path",
                healthCheck == null ? "" : healthCheck.path(),
                "nothing, since a TCP service is healthy when it takes connections");
        InvalidFieldException.unless(
                routes == null || routes.values().isEmpty(),
                "routes",
                routes == null ? 0 : routes.values().size() + " entries",
                "none, since a TCP service has no paths");
        InvalidFieldException.unless(
                proxy == null || proxy.equals(ProxySettings.NONE),
                "proxy",
                "options",
                "none, since they are of HTTP requests, and ports[0].protocol is tcp");
    }

    /** The same with other variables. */
    public ServiceConfig withEnv(Environment variables) {
        return new ServiceConfig(
                publicFacing,
                numInstances,
                ports,
                variables,
                volume,
                user,
                healthCheck,
                stopTimeoutSeconds,
                resources,
                domains,
                strategy,
                command,
                labels,
                pull,
                sharedVolumes,
                responseTimeoutSeconds,
                upstreams,
                confinement,
                routes,
                httpsRedirect,
                hstsSeconds,
                proxy);
    }
}
