package io.paz.directory.document;

import io.paz.api.directory.ConfigurationChange;
import io.paz.api.directory.Confinement;
import io.paz.api.directory.HealthCheck;
import io.paz.api.directory.PortMapping;
import io.paz.api.directory.ProxySettings;
import io.paz.api.directory.Resources;
import io.paz.api.directory.ServiceConfiguration;
import io.paz.api.directory.ServiceDocument;
import io.paz.api.directory.Strategy;
import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.ServiceConfig;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.field.CanaryRules;
import io.paz.directory.catalog.field.Command;
import io.paz.directory.catalog.field.Description;
import io.paz.directory.catalog.field.Domains;
import io.paz.directory.catalog.field.Environment;
import io.paz.directory.catalog.field.ImageReference;
import io.paz.directory.catalog.field.Labels;
import io.paz.directory.catalog.field.PortProtocol;
import io.paz.directory.catalog.field.PullPolicy;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.catalog.field.Upstreams;
import io.paz.directory.catalog.field.User;
import io.paz.directory.catalog.health.CheckHost;
import io.paz.directory.catalog.health.CheckMethod;
import io.paz.directory.catalog.health.ExpectedStatus;
import io.paz.secret.SecretVariable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a service as its JSON document, and reads it back. */
public final class DocumentCodec {

    /** A stored document. Its configuration is read by the same rules as one that a caller gives; service and environment stand in the name. */
    private record StoredService(
            String name,
            @Nullable String description,
            String dockerRepository,
            ConfigurationFields config,
            @Nullable Long createdTime,
            @Nullable Long lastModifiedTime,
            @Nullable String service,
            @Nullable String environment) {}

    private final JsonMapper json;

    public DocumentCodec(JsonMapper json) {
        this.json = json;
    }

    public byte[] encode(ServiceDefinition service) {
        return encode(service, toDocument(service.config()));
    }

    private byte[] encode(ServiceDefinition service, ServiceConfiguration config) {
        boolean named = !service.name().environment().isProduction();
        return json.writeValueAsBytes(new ServiceDocument(
                service.name().value(),
                ifGiven(service.description(), Description::value),
                service.image().value(),
                config,
                ifGiven(service.createdAt(), Instant::toEpochMilli),
                ifGiven(service.lastModified(), Instant::toEpochMilli),
                named ? service.name().service() : null,
                named ? service.name().environment().value() : null));
    }

    /** A stored document as answers have it: fingerprints in place of secret variables, no passwords. Decodes only what may have some. */
    public byte[] shown(byte[] document) {
        return SecretVariable.mayBeIn(document) || BasicAuthFields.mayBeIn(document)
                ? encodeShown(decode(document))
                : document;
    }

    /** A service as answers have it. */
    public byte[] encodeShown(ServiceDefinition service) {
        return encode(service, toShownDocument(service.config()));
    }

    /** A configuration as answers have it. */
    public byte[] encodeShown(ServiceConfig config) {
        return json.writeValueAsBytes(toShownDocument(config));
    }

    private static ServiceConfiguration toShownDocument(ServiceConfig config) {
        return toDocument(
                config.withEnv(new Environment(SecretVariable.shown(config.env().values()))),
                BasicAuthFields.shown(ifGiven(config.proxy(), ProxyFields::write)));
    }

    /** A change of a configuration; empty when no field became another. */
    public Optional<byte[]> encodeChange(ServiceDefinition before, ServiceDefinition after, Requester requester) {
        ObjectNode earlier = json.valueToTree(toDocument(before.config()));
        ObjectNode later = json.valueToTree(toDocument(after.config()));
        List<String> fields = Stream.concat(earlier.propertyStream(), later.propertyStream())
                .map(Map.Entry::getKey)
                .distinct()
                .filter(field -> !Objects.equals(earlier.get(field), later.get(field)))
                .toList();
        Instant time = after.lastModified();
        return fields.isEmpty() || time == null
                ? Optional.empty()
                : Optional.of(json.writeValueAsBytes(new ConfigurationChange(
                        time.toEpochMilli(),
                        new ConfigurationChange.Requester(requester.kind(), requester.name()),
                        fields)));
    }

    public ServiceDefinition decode(byte[] document) {
        StoredService stored = json.readValue(document, StoredService.class);
        return new ServiceDefinition(
                new ServiceName(stored.name()),
                ifGiven(stored.description(), Description::new),
                new ImageReference(stored.dockerRepository()),
                stored.config().toConfig(),
                ifGiven(stored.createdTime(), Instant::ofEpochMilli),
                ifGiven(stored.lastModifiedTime(), Instant::ofEpochMilli));
    }

    public ServiceConfiguration toDocument(ServiceConfig config) {
        return toDocument(config, ifGiven(config.proxy(), ProxyFields::write));
    }

    private static ServiceConfiguration toDocument(ServiceConfig config, @Nullable ProxySettings proxy) {
        return new ServiceConfiguration(
                config.publicFacing(),
                config.numInstances(),
                config.ports().values().stream()
                        .map(port -> new PortMapping(
                                port.container(),
                                port.host(),
                                ifGiven(port.protocol(), PortProtocol::text),
                                port.publicPort(),
                                port.proxyProtocol()))
                        .toList(),
                config.env().values(),
                config.volume().values(),
                ifGiven(config.user(), User::value),
                ifGiven(config.healthCheck(), DocumentCodec::healthCheck),
                config.stopTimeoutSeconds(),
                ifGiven(config.resources(), limits -> new Resources(limits.memory(), limits.cpus())),
                ifGiven(config.domains(), Domains::values),
                ifGiven(config.strategy(), DocumentCodec::strategy),
                ifGiven(config.command(), Command::arguments),
                ifGiven(config.labels(), Labels::values),
                ifGiven(config.pull(), PullPolicy::text),
                config.sharedVolumes(),
                config.responseTimeoutSeconds(),
                ifGiven(config.upstreams(), Upstreams::names),
                ifGiven(
                        config.confinement(),
                        given -> new Confinement(given.pids(), given.noNewPrivileges(), given.addCapabilities())),
                ifGiven(config.routes(), RouteFields::write),
                config.httpsRedirect(),
                config.hstsSeconds(),
                proxy);
    }

    private static Strategy strategy(io.paz.directory.catalog.field.Strategy strategy) {
        CanaryRules canary = strategy.canary();
        return new Strategy(
                strategy.type().text(),
                strategy.batchSize(),
                canary.steps(),
                canary.stepSeconds(),
                canary.minRequests(),
                canary.maxErrorIncrease(),
                canary.maxSlowdown());
    }

    private static HealthCheck healthCheck(io.paz.directory.catalog.health.HealthCheck check) {
        return new HealthCheck(
                check.path(),
                check.intervalSeconds(),
                check.timeoutSeconds(),
                check.healthyAfter(),
                check.unhealthyAfter(),
                check.startPeriodSeconds(),
                ifGiven(check.host(), CheckHost::value),
                ifGiven(check.method(), CheckMethod::name),
                ifGiven(check.expectedStatus(), ExpectedStatus::value));
    }

    private static <A, B> @Nullable B ifGiven(@Nullable A part, Function<A, B> wire) {
        return part == null ? null : wire.apply(part);
    }
}
