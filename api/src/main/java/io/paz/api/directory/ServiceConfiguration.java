package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration for the next deployment of a service. The first five fields are always present; an optional field that was not
 * given is absent, and then the default that its own type documents applies.
 *
 * @param publicFacing whether the public front end routes to it, not only the internal one
 * @param numInstances 1 to 100
 * @param env environment of the container, byte for byte
 * @param volume source (a named volume or an allowed host path) to absolute path in the container
 * @param user user name or id inside the container
 * @param stopTimeoutSeconds time between SIGTERM and SIGKILL, 0 to 3600; 10 when absent
 * @param domains further host names, lower case, punycode
 * @param command arguments that replace the image's own command
 * @param labels labels of the container
 * @param pull {@code always} or {@code if-missing}: whether an image that a host has already is pulled again; always when absent
 * @param sharedVolumes names among the named volumes of {@code volume} that several instances may use at once
 * @param responseTimeoutSeconds how long an answer may take, 1 to 86400; 300 when absent
 * @param upstreams names of the services that this one calls
 * @param confinement what its containers may do beyond the defaults, or not
 * @param routes requests that it gets or redirects beside those for its own host names
 * @param httpsRedirect whether plain HTTP is redirected to HTTPS once a certificate is there; true when absent
 * @param hstsSeconds how long browsers are to use HTTPS alone, 0 to 63072000; not said to them when absent
 * @param proxy what HAProxy does with its requests beside routing them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceConfiguration(
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
        @Nullable Strategy strategy,
        @Nullable List<String> command,
        @Nullable Map<String, String> labels,
        @Nullable String pull,
        @Nullable List<String> sharedVolumes,
        @Nullable Integer responseTimeoutSeconds,
        @Nullable List<String> upstreams,
        @Nullable Confinement confinement,
        @Nullable List<Route> routes,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsSeconds,
        @Nullable ProxySettings proxy) {}
