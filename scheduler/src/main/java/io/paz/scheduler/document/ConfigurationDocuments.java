package io.paz.scheduler.document;

import io.paz.api.directory.ServiceConfiguration;
import io.paz.api.directory.Strategy;
import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.Canary;
import io.paz.scheduler.release.ConfinementRules;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.PortProtocol;
import io.paz.scheduler.release.Resources;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.release.ServiceConfigBuilder;
import io.paz.secret.SecretVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts service configurations. What is written has fingerprints in place of secret variables; else both ways together give what was there before. */
public final class ConfigurationDocuments {

    private ConfigurationDocuments() {}

    public static ServiceConfig read(ServiceConfiguration document) {
        Strategy strategy = document.strategy();
        ServiceConfigBuilder config = ServiceConfig.builder()
                .publicFacing(document.publicFacing())
                .numInstances(document.numInstances())
                .ports(ports(document))
                .protocol(protocol(document))
                .env(document.env())
                .volume(document.volume())
                .user(document.user())
                .healthCheck(read(document.healthCheck()))
                .stopTimeoutSeconds(document.stopTimeoutSeconds())
                .resources(read(document.resources()))
                .domains(document.domains())
                .command(document.command())
                .labels(document.labels())
                .pull(document.pull())
                .sharedVolumes(document.sharedVolumes())
                .responseTimeoutSeconds(document.responseTimeoutSeconds())
                .upstreams(document.upstreams())
                .confinement(read(document.confinement()))
                .routes(RouteDocuments.read(document.routes()))
                .httpsRedirect(document.httpsRedirect())
                .hstsSeconds(document.hstsSeconds())
                .proxy(ProxyDocuments.read(document.proxy()));
        return strategy == null
                ? config.build()
                : config.strategy(strategy.type())
                        .batchSize(strategy.batchSize())
                        .canary(canary(strategy))
                        .build();
    }

    private static List<PortMapping> ports(ServiceConfiguration document) {
        return document.ports().stream()
                .map(port -> new PortMapping(port.container(), port.host()))
                .toList();
    }

    /** Of the first port, which alone may have one. */
    private static PortProtocol protocol(ServiceConfiguration document) {
        return document.ports().stream()
                .findFirst()
                .map(port -> new PortProtocol(port.protocol(), port.publicPort(), port.proxyProtocol()))
                .orElse(PortProtocol.NONE);
    }

    private static List<io.paz.api.directory.PortMapping> writePorts(ServiceConfig config) {
        List<io.paz.api.directory.PortMapping> ports = new ArrayList<>();
        for (PortMapping port : config.ports()) {
            PortProtocol protocol = ports.isEmpty() ? config.protocol() : PortProtocol.NONE;
            ports.add(new io.paz.api.directory.PortMapping(
                    port.container(), port.host(), protocol.name(), protocol.publicPort(), protocol.proxyProtocol()));
        }
        return ports;
    }

    private static @Nullable ConfinementRules read(io.paz.api.directory.@Nullable Confinement rules) {
        return rules == null
                ? null
                : new ConfinementRules(rules.pids(), rules.noNewPrivileges(), rules.addCapabilities());
    }

    private static io.paz.api.directory.@Nullable Confinement write(@Nullable ConfinementRules rules) {
        return rules == null
                ? null
                : new io.paz.api.directory.Confinement(rules.pids(), rules.noNewPrivileges(), rules.addCapabilities());
    }

    private static @Nullable Resources read(io.paz.api.directory.@Nullable Resources limits) {
        return limits == null ? null : new Resources(limits.memory(), limits.cpus());
    }

    private static @Nullable Canary canary(Strategy strategy) {
        Canary canary = new Canary(
                strategy.steps(),
                strategy.stepSeconds(),
                strategy.minRequests(),
                strategy.maxErrorIncrease(),
                strategy.maxSlowdown());
        return canary.isDefault() ? null : canary;
    }

    private static @Nullable HealthCheck read(io.paz.api.directory.@Nullable HealthCheck health) {
        return health == null
                ? null
                : new HealthCheck(
                        health.path(),
                        health.intervalSeconds(),
                        health.timeoutSeconds(),
                        health.healthyAfter(),
                        health.unhealthyAfter(),
                        health.startPeriodSeconds(),
                        health.host(),
                        health.method(),
                        health.expectedStatus());
    }

    public static ServiceConfiguration write(ServiceConfig config) {
        return new ServiceConfiguration(
                config.publicFacing(),
                config.numInstances(),
                writePorts(config),
                SecretVariable.shown(config.env()),
                config.volume(),
                config.user(),
                write(config.healthCheck()),
                config.stopTimeoutSeconds(),
                config.resources() == null
                        ? null
                        : new io.paz.api.directory.Resources(
                                config.resources().memory(), config.resources().cpus()),
                config.domains(),
                config.strategy() == null ? null : strategy(config.strategy(), config),
                config.command(),
                config.labels(),
                config.pull(),
                config.sharedVolumes(),
                config.responseTimeoutSeconds(),
                config.upstreams(),
                write(config.confinement()),
                RouteDocuments.write(config.routes()),
                config.httpsRedirect(),
                config.hstsSeconds(),
                ProxyDocuments.write(config.proxy()));
    }

    private static Strategy strategy(String type, ServiceConfig config) {
        Canary canary = config.canaryRules();
        return new Strategy(
                type,
                config.batchSize(),
                canary.steps(),
                canary.stepSeconds(),
                canary.minRequests(),
                canary.maxErrorIncrease(),
                canary.maxSlowdown());
    }

    private static io.paz.api.directory.@Nullable HealthCheck write(@Nullable HealthCheck health) {
        return health == null
                ? null
                : new io.paz.api.directory.HealthCheck(
                        health.path(),
                        health.intervalSeconds(),
                        health.timeoutSeconds(),
                        health.healthyAfter(),
                        health.unhealthyAfter(),
                        health.startPeriodSeconds(),
                        health.host(),
                        health.method(),
                        health.expectedStatus());
    }
}
