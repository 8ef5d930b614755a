package io.paz.directory.copy;

import io.paz.directory.catalog.ServiceConfig;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.field.Domains;
import io.paz.directory.catalog.field.Environment;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.Port;
import io.paz.directory.catalog.field.Ports;
import io.paz.directory.catalog.field.Volumes;
import io.paz.directory.catalog.route.Route;
import io.paz.directory.catalog.route.Routes;
import io.paz.secret.SecretVariable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service as it comes into another environment. What only one service may own, or what would share data with the original, is left
 * out or made its own. Pure.
 *
 * @param missingSecrets secret variables that have no value until one is set, in their order
 * @param leftOut what the copy lacks, or has otherwise, for people
 */
public record ServiceCopy(ServiceDefinition service, List<String> missingSecrets, List<String> leftOut) {

    /** @param instances of the copy; as many as of the original when null */
    public static ServiceCopy of(
            ServiceDefinition source, EnvironmentName target, @Nullable Integer instances, Instant now) {
        ServiceConfig config = source.config();
        List<String> leftOut = new ArrayList<>();
        Map<String, String> volumes = volumes(config.volume(), target, leftOut);
        ServiceConfig copied = new ServiceConfig(
                config.publicFacing(),
                instances == null ? config.numInstances() : instances,
                ports(config.ports(), leftOut),
                env(config.env()),
                new Volumes(volumes),
                config.user(),
                config.healthCheck(),
                config.stopTimeoutSeconds(),
                config.resources(),
                noDomains(config, leftOut),
                config.strategy(),
                config.command(),
                config.labels(),
                config.pull(),
                shared(config.sharedVolumes(), target),
                config.responseTimeoutSeconds(),
                config.upstreams(),
                config.confinement(),
                routes(config.routes(), leftOut),
                config.httpsRedirect(),
                config.hstsSeconds(),
                config.proxy());
        ServiceDefinition service = new ServiceDefinition(
                source.name().in(target), source.description(), source.image(), copied, now, null);
        return new ServiceCopy(service, missing(copied.env()), List.copyOf(leftOut));
    }

    /** A TCP service cannot be copied: it has to have a public port, which only one service may have. */
    public static boolean isPossible(ServiceDefinition source) {
        return !source.config().ports().isTcp();
    }

    private static Environment env(Environment env) {
        Map<String, String> copied = new LinkedHashMap<>(env.values());
        copied.replaceAll((name, value) -> SecretVariable.isSecret(value) ? SecretVariable.MISSING : value);
        return new Environment(copied);
    }

    private static List<String> missing(Environment env) {
        return env.values().entrySet().stream()
                .filter(variable -> SecretVariable.isMissing(variable.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Ports ports(Ports ports, List<String> leftOut) {
        ports.ofHost().stream().sorted().forEach(port -> leftOut.add("ports: the host port " + port));
        return new Ports(ports.values().stream()
                .map(port -> new Port(port.container(), null, port.protocol(), null, null))
                .toList());
    }

    /** Named volumes get a name of their own; folders of a host would be shared with the original. */
    private static Map<String, String> volumes(Volumes volumes, EnvironmentName target, List<String> leftOut) {
        Map<String, String> copied = new LinkedHashMap<>();
        volumes.values().forEach((source, path) -> {
            if (source.startsWith("/")) {
                leftOut.add("volume: the host's folder " + source);
            } else {
                copied.put(own(source, target), path);
                leftOut.add("volume: the data of %s; %s is empty".formatted(source, own(source, target)));
            }
        });
        return copied;
    }

    private static @Nullable List<String> shared(@Nullable List<String> volumes, EnvironmentName target) {
        return volumes == null
                ? null
                : volumes.stream().map(name -> own(name, target)).toList();
    }

    /** Of a volume that is a copy itself, the environment it comes from stays in the name. */
    private static String own(String volume, EnvironmentName target) {
        return volume + "." + target;
    }

    private static @Nullable Domains noDomains(ServiceConfig config, List<String> leftOut) {
        if (config.domains() != null) {
            config.domains().values().forEach(domain -> leftOut.add("domains: " + domain));
        }
        return null;
    }

    private static @Nullable Routes routes(@Nullable Routes routes, List<String> leftOut) {
        if (routes == null) {
            return null;
        }
        List<Route> kept = new ArrayList<>();
        for (Route route : routes.values()) {
            if (route.host() == null) {
                kept.add(route);
            } else {
                leftOut.add("routes: " + route.host() + route.prefix());
            }
        }
        return new Routes(kept);
    }
}
