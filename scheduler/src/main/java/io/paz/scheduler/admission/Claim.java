package io.paz.scheduler.admission;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.ServiceConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A domain, route or host port, which only one service may have at a time. */
public record Claim(Kind kind, String value) {

    /** What is claimed. */
    public enum Kind {
        DOMAIN("domain"),
        ROUTE("route"),
        HOST_PORT("host port"),
        TCP_PORT("public TCP port");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public static Set<Claim> of(ServiceConfig config) {
        Set<Claim> claims = new LinkedHashSet<>();
        config.extraDomains().forEach(domain -> claims.add(new Claim(Kind.DOMAIN, domain)));
        config.extraRoutes().forEach(route -> route.namedHost()
                .map(List::of)
                .orElse(config.extraDomains())
                .forEach(host -> claims.add(route(host, route.prefix()))));
        config.ports().stream()
                .map(PortMapping::host)
                .filter(Objects::nonNull)
                .forEach(port -> claims.add(new Claim(Kind.HOST_PORT, String.valueOf(port))));
        Optional.ofNullable(config.protocol().publicPort())
                .ifPresent(port -> claims.add(new Claim(Kind.TCP_PORT, String.valueOf(port))));
        return claims;
    }

    /** All paths of a host are the same as its domain. */
    private static Claim route(String host, String prefix) {
        return prefix.isEmpty() ? new Claim(Kind.DOMAIN, host) : new Claim(Kind.ROUTE, host + prefix);
    }

    @Override
    public String toString() {
        return kind.words + " " + value;
    }
}
