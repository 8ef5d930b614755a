package io.paz.directory.web;

import io.paz.api.directory.Confinement;
import io.paz.api.directory.HealthCheck;
import io.paz.api.directory.PortMapping;
import io.paz.api.directory.ProxySettings;
import io.paz.api.directory.Resources;
import io.paz.api.directory.Route;
import io.paz.api.directory.Strategy;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.field.Description;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.ImageReference;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.document.BasicAuthFields;
import io.paz.directory.document.ConfigurationFields;
import io.paz.directory.secret.SecretVariables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a create: what a service is, and the fields of its configuration beside. */
record CreateService(
        @Nullable String name,
        @Nullable String environment,
        @Nullable String description,
        @Nullable String dockerRepository,
        @Nullable Boolean publicFacing,
        @Nullable Integer numInstances,
        @Nullable List<PortMapping> ports,
        @Nullable Map<String, String> env,
        @Nullable Map<String, String> secrets,
        @Nullable Map<String, String> volume,
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
        @Nullable ProxySettings proxy) {

    ServiceDefinition toDefinition(SecretVariables variables, Instant now) {
        ServiceName service = deployedName();
        return new ServiceDefinition(
                service,
                description == null ? null : Description.given(description),
                ImageReference.of(dockerRepository),
                configuration(variables.apply(service, Map.of(), env == null ? Map.of() : env, secrets))
                        .toConfig(),
                now.truncatedTo(ChronoUnit.MILLIS),
                null);
    }

    /** The environment may be in the name, or beside it. */
    private ServiceName deployedName() {
        ServiceName given = ServiceName.of(name);
        if (environment == null) {
            return given;
        }
        ServiceName result = given.in(EnvironmentName.of("environment", environment));
        InvalidFieldException.unless(
                given.environment().isProduction() || given.equals(result),
                "environment",
                environment,
                "the environment that the name has, or none");
        return result;
    }

    private ConfigurationFields configuration(Map<String, String> variables) {
        return new ConfigurationFields(
                publicFacing,
                numInstances,
                ports,
                variables,
                null,
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
                BasicAuthFields.hashed(proxy, null));
    }
}
