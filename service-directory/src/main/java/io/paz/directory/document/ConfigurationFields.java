package io.paz.directory.document;

import io.paz.api.directory.Confinement;
import io.paz.api.directory.HealthCheck;
import io.paz.api.directory.PortMapping;
import io.paz.api.directory.ProxySettings;
import io.paz.api.directory.Resources;
import io.paz.api.directory.Route;
import io.paz.api.directory.Strategy;
import io.paz.directory.catalog.ServiceConfig;
import io.paz.directory.catalog.field.CanaryRules;
import io.paz.directory.catalog.field.Command;
import io.paz.directory.catalog.field.Domains;
import io.paz.directory.catalog.field.Environment;
import io.paz.directory.catalog.field.Labels;
import io.paz.directory.catalog.field.Port;
import io.paz.directory.catalog.field.PortProtocol;
import io.paz.directory.catalog.field.Ports;
import io.paz.directory.catalog.field.PullPolicy;
import io.paz.directory.catalog.field.Upstreams;
import io.paz.directory.catalog.field.User;
import io.paz.directory.catalog.field.Volumes;
import io.paz.directory.catalog.health.CheckHost;
import io.paz.directory.catalog.health.CheckMethod;
import io.paz.directory.catalog.health.ExpectedStatus;
import io.paz.idna.InternationalNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a configuration as they stand in JSON: each may be absent, and then has its default.
 *
 * @param secrets only sent, never stored: what stands for them is in {@code env}
 */
public record ConfigurationFields(
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

    /**
     * @throws io.paz.directory.catalog.field.InvalidFieldException for the first field that is not what it may be
     */
    public ServiceConfig toConfig() {
        return new ServiceConfig(
                Objects.requireNonNullElse(publicFacing, false),
                Objects.requireNonNullElse(numInstances, 1),
                ports(ports == null ? List.of() : ports),
                new Environment(env == null ? Map.of() : env),
                new Volumes(volume == null ? Map.of() : volume),
                ifGiven(user, User::new),
                ifGiven(healthCheck, ConfigurationFields::healthCheck),
                stopTimeoutSeconds,
                ifGiven(resources, given -> new io.paz.directory.catalog.field.Resources(given.memory(), given.cpus())),
                ifGiven(domains, ConfigurationFields::domains),
                ifGiven(strategy, ConfigurationFields::strategy),
                ifGiven(command, Command::new),
                ifGiven(labels, Labels::new),
                ifGiven(pull, PullPolicy::of),
                sharedVolumes,
                responseTimeoutSeconds,
                ifGiven(upstreams, Upstreams::of),
                ifGiven(confinement, ConfigurationFields::confinement),
                ifGiven(routes, RouteFields::read),
                httpsRedirect,
                hstsSeconds,
                ifGiven(proxy, ProxyFields::read));
    }

    private static io.paz.directory.catalog.field.Confinement confinement(Confinement given) {
        return new io.paz.directory.catalog.field.Confinement(
                given.pids(), given.noNewPrivileges(), given.addCapabilities());
    }

    private static Domains domains(List<String> names) {
        return new Domains(names.stream().map(InternationalNames::toAscii).toList());
    }

    private static Ports ports(List<PortMapping> mappings) {
        List<Port> ports = new ArrayList<>();
        for (PortMapping mapping : mappings) {
            String protocol = mapping.protocol();
            ports.add(new Port(
                    mapping.container(),
                    mapping.host(),
                    protocol == null ? null : PortProtocol.of(ports.size(), protocol),
                    mapping.publicPort(),
                    mapping.proxyProtocol()));
        }
        return new Ports(ports);
    }

    private static io.paz.directory.catalog.field.Strategy strategy(Strategy given) {
        CanaryRules canary = new CanaryRules(
                given.steps(), given.stepSeconds(), given.minRequests(), given.maxErrorIncrease(), given.maxSlowdown());
        return io.paz.directory.catalog.field.Strategy.of(given.type(), given.batchSize(), canary);
    }

    private static io.paz.directory.catalog.health.HealthCheck healthCheck(HealthCheck given) {
        return new io.paz.directory.catalog.health.HealthCheck(
                given.path(),
                given.intervalSeconds(),
                given.timeoutSeconds(),
                given.healthyAfter(),
                given.unhealthyAfter(),
                given.startPeriodSeconds(),
                ifGiven(given.host(), CheckHost::new),
                ifGiven(given.method(), CheckMethod::of),
                ifGiven(given.expectedStatus(), ExpectedStatus::new));
    }

    private static <A, B> @Nullable B ifGiven(@Nullable A field, Function<A, B> meaning) {
        return field == null ? null : meaning.apply(field);
    }
}
