package io.paz.scheduler.persistence.record;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.Canary;
import io.paz.scheduler.release.ConfinementRules;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.PortProtocol;
import io.paz.scheduler.release.Resources;
import io.paz.scheduler.release.ServiceConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stored configuration of a service. The order of the components is the order on disk. */
record ServiceConfigRecord(
        boolean publicFacing,
        int numInstances,
        List<PortRecord> ports,
        Map<String, String> env,
        Map<String, String> volume,
        @Nullable String user,
        @Nullable HealthCheckRecord healthCheck,
        @Nullable Integer stopTimeoutSeconds,
        @Nullable ResourcesRecord resources,
        @Nullable List<String> domains,
        @Nullable String strategy,
        @Nullable Integer batchSize,
        @Nullable List<String> command,
        @Nullable Map<String, String> labels,
        @Nullable CanaryRecord canary,
        @Nullable String pull,
        @Nullable List<String> sharedVolumes,
        @Nullable Integer responseTimeoutSeconds,
        @Nullable List<String> upstreams,
        @Nullable ConfinementRulesRecord confinement,
        @Nullable List<RouteRecord> routes,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsSeconds,
        @Nullable Map<String, String> proxy,
        @Nullable ProtocolRecord protocol) {

    record PortRecord(int container, @Nullable Integer host) {}

    record ProtocolRecord(
            @Nullable String name,
            @Nullable Integer publicPort,
            @Nullable Boolean proxyProtocol) {

        static @Nullable ProtocolRecord of(PortProtocol protocol) {
            return protocol.equals(PortProtocol.NONE)
                    ? null
                    : new ProtocolRecord(protocol.name(), protocol.publicPort(), protocol.proxyProtocol());
        }
    }

    record ResourcesRecord(
            @Nullable String memory, @Nullable Double cpus) {}

    record ConfinementRulesRecord(
            @Nullable Integer pids,
            @Nullable Boolean noNewPrivileges,
            @Nullable List<String> addCapabilities) {}

    record HealthCheckRecord(
            @Nullable String path,
            @Nullable Integer intervalSeconds,
            @Nullable Integer timeoutSeconds,
            @Nullable Integer healthyAfter,
            @Nullable Integer unhealthyAfter,
            @Nullable Integer startPeriodSeconds,
            @Nullable String host,
            @Nullable String method,
            @Nullable String expectedStatus) {

        static HealthCheckRecord of(HealthCheck check) {
            return new HealthCheckRecord(
                    check.path(),
                    check.intervalSeconds(),
                    check.timeoutSeconds(),
                    check.healthyAfter(),
                    check.unhealthyAfter(),
                    check.startPeriodSeconds(),
                    check.host(),
                    check.method(),
                    check.expectedStatus());
        }

        HealthCheck toDomain() {
            return new HealthCheck(
                    path,
                    intervalSeconds,
                    timeoutSeconds,
                    healthyAfter,
                    unhealthyAfter,
                    startPeriodSeconds,
                    host,
                    method,
                    expectedStatus);
        }
    }

    record CanaryRecord(
            @Nullable List<Integer> steps,
            @Nullable Integer stepSeconds,
            @Nullable Integer minRequests,
            @Nullable Double maxErrorIncrease,
            @Nullable Double maxSlowdown) {

        static CanaryRecord of(Canary canary) {
            return new CanaryRecord(
                    canary.steps(),
                    canary.stepSeconds(),
                    canary.minRequests(),
                    canary.maxErrorIncrease(),
                    canary.maxSlowdown());
        }

        Canary toDomain() {
            return new Canary(steps, stepSeconds, minRequests, maxErrorIncrease, maxSlowdown);
        }
    }

    static ServiceConfigRecord of(ServiceConfig config) {
        HealthCheck check = config.healthCheck();
        Resources resources = config.resources();
        Canary canary = config.canary();
        ConfinementRules rules = config.confinement();
        return new ServiceConfigRecord(
                config.publicFacing(),
                config.numInstances(),
                config.ports().stream()
                        .map(port -> new PortRecord(port.container(), port.host()))
                        .toList(),
                config.env(),
                config.volume(),
                config.user(),
                check == null ? null : HealthCheckRecord.of(check),
                config.stopTimeoutSeconds(),
                resources == null ? null : new ResourcesRecord(resources.memory(), resources.cpus()),
                config.domains(),
                config.strategy(),
                config.batchSize(),
                config.command(),
                config.labels(),
                canary == null ? null : CanaryRecord.of(canary),
                config.pull(),
                config.sharedVolumes(),
                config.responseTimeoutSeconds(),
                config.upstreams(),
                rules == null
                        ? null
                        : new ConfinementRulesRecord(rules.pids(), rules.noNewPrivileges(), rules.addCapabilities()),
                config.routes() == null
                        ? null
                        : config.routes().stream().map(RouteRecord::of).toList(),
                config.httpsRedirect(),
                config.hstsSeconds(),
                config.proxy(),
                ProtocolRecord.of(config.protocol()));
    }

    ServiceConfig toDomain() {
        return ServiceConfig.builder()
                .publicFacing(publicFacing)
                .numInstances(numInstances)
                .ports(ports.stream()
                        .map(port -> new PortMapping(port.container, port.host))
                        .toList())
                .env(env)
                .volume(volume)
                .user(user)
                .healthCheck(healthCheck == null ? null : healthCheck.toDomain())
                .stopTimeoutSeconds(stopTimeoutSeconds)
                .resources(resources == null ? null : new Resources(resources.memory, resources.cpus))
                .domains(domains)
                .strategy(strategy)
                .batchSize(batchSize)
                .command(command)
                .labels(labels)
                .canary(canary == null ? null : canary.toDomain())
                .pull(pull)
                .sharedVolumes(sharedVolumes)
                .responseTimeoutSeconds(responseTimeoutSeconds)
                .upstreams(upstreams)
                .confinement(
                        confinement == null
                                ? null
                                : new ConfinementRules(
                                        confinement.pids, confinement.noNewPrivileges, confinement.addCapabilities))
                .routes(
                        routes == null
                                ? null
                                : routes.stream().map(RouteRecord::toDomain).toList())
                .httpsRedirect(httpsRedirect)
                .hstsSeconds(hstsSeconds)
                .proxy(proxy)
                .protocol(
                        protocol == null
                                ? PortProtocol.NONE
                                : new PortProtocol(protocol.name, protocol.publicPort, protocol.proxyProtocol))
                .build();
    }
}
