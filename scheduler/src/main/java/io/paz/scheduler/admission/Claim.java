package io.paz.scheduler.admission;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.ServiceConfig;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** A domain or host port, which only one service may have at a time. */
public record Claim(Kind kind, String value) {

    /** What is claimed. */
    public enum Kind {
        DOMAIN("domain"),
        HOST_PORT("host port");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public static Set<Claim> of(ServiceConfig config) {
        Set<Claim> claims = new LinkedHashSet<>();
        config.extraDomains().forEach(domain -> claims.add(new Claim(Kind.DOMAIN, domain)));
        config.ports().stream()
                .map(PortMapping::host)
                .filter(Objects::nonNull)
                .forEach(port -> claims.add(new Claim(Kind.HOST_PORT, String.valueOf(port))));
        return claims;
    }

    @Override
    public String toString() {
        return kind.words + " " + value;
    }
}
