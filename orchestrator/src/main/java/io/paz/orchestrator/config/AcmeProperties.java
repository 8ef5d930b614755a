package io.paz.orchestrator.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of certificates from an ACME authority.
 *
 * @param domain of the page and the API; empty without one
 * @param acmeEmail null when none are ordered
 * @param acmeChallenge {@code http}, or {@code dns} for all domains of known zones
 * @param acmeRootFile empty when Java's own trust is enough
 * @param acmeBalancerUrl with {@code {ip}} in it, or without
 */
@ConfigurationProperties("paz")
record AcmeProperties(
        String domain,
        @Nullable String acmeEmail,
        URI acmeDirectory,
        boolean acmeAcceptTerms,
        String acmeChallenge,
        String acmeRootFile,
        String acmeBalancerUrl) {

    /** Spring reads {@code PAZ_ACME_EMAIL} too, which {@code ./paz} sets on every platform: to nothing where there is none. */
    AcmeProperties {
        acmeEmail = acmeEmail == null || acmeEmail.isEmpty() ? null : acmeEmail;
    }
}
