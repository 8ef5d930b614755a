package io.paz.directory.catalog;

import io.paz.directory.catalog.field.Description;
import io.paz.directory.catalog.field.Environment;
import io.paz.directory.catalog.field.ImageReference;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.catalog.field.Upstreams;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service as the catalogue holds it.
 *
 * @param createdAt when it was created, which tells it from a later one of its name; null of one that an earlier release created
 * @param lastModified when its configuration was changed last; null when it never was
 */
public record ServiceDefinition(
        ServiceName name,
        @Nullable Description description,
        ImageReference image,
        ServiceConfig config,
        @Nullable Instant createdAt,
        @Nullable Instant lastModified) {

    public ServiceDefinition {
        Upstreams upstreams = config.upstreams();
        if (upstreams != null) {
            upstreams.checkCaller(name);
        }
    }

    public ServiceDefinition withConfig(ServiceConfig next, Instant now) {
        return new ServiceDefinition(name, description, image, next, createdAt, now);
    }

    /** The same with other variables, which nobody changed. */
    public ServiceDefinition withEnv(Environment env) {
        return new ServiceDefinition(name, description, image, config.withEnv(env), createdAt, lastModified);
    }

    /** Claims that no other service may hold at the same time. */
    public List<Claim> claims() {
        Set<Claim> claims = new LinkedHashSet<>();
        config.ports().ofHost().forEach(port -> claims.add(Claim.hostPort(port)));
        config.ports().publicPort().ifPresent(port -> claims.add(Claim.tcpPort(port)));
        List<String> domains =
                config.domains() == null ? List.of() : config.domains().values();
        domains.forEach(domain -> claims.add(Claim.domain(domain)));
        if (config.routes() != null) {
            config.routes().values().forEach(route -> {
                List<String> hosts = route.host() == null ? domains : List.of(route.host());
                hosts.forEach(host -> claims.add(Claim.route(host, route.prefix())));
            });
        }
        return List.copyOf(claims);
    }
}
