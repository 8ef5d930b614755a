package io.paz.orchestrator.oidc.provider;

import io.paz.http.option.InvalidOptionException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider, and who Paz is to it.
 *
 * @param issuer HTTPS, or on loopback
 * @param secret null for a client without one, which PKCE alone protects
 * @param redirect address of the page's sign-in, as the provider has it registered
 * @param scopes with blanks between
 * @param accountClaim claim that names an account
 * @param roleClaim claim with groups; empty for none
 */
public record ProviderSettings(
        URI issuer,
        String clientId,
        @Nullable String secret,
        URI redirect,
        String scopes,
        String accountClaim,
        String roleClaim) {

    public ProviderSettings {
        requireSecure("--oidc-issuer", issuer, isSecure(issuer));
        requireSecure("--oidc-redirect-url", redirect, isSecure(redirect) || isOfThisBrowser(redirect));
        if (!List.of(scopes.split(" ")).contains("openid")) {
            throw new InvalidOptionException(
                    "--oidc-scopes: value %s (expected: scopes with blanks between, openid among them)"
                            .formatted(scopes));
        }
    }

    private static void requireSecure(String option, URI address, boolean secure) {
        if (!secure || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new InvalidOptionException(
                    "%s: value %s (expected: an address with https, without ? and #)".formatted(option, address));
        }
    }

    /** Whether nobody on the way reads or changes what is sent there. */
    static boolean isSecure(URI address) {
        return address.getHost() != null
                && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()) && isLoopback(address));
    }

    /** Browsers take such names for their own machine; programs may ask DNS for them. */
    private static boolean isOfThisBrowser(URI address) {
        return "http".equals(address.getScheme())
                && address.getHost() != null
                && address.getHost().endsWith(".localhost");
    }

    private static boolean isLoopback(URI address) {
        return address.getHost().matches("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
    }

    /** Whether an address that the provider names may be used: with https, but for a provider on loopback. */
    boolean allows(URI endpoint) {
        return isSecure(endpoint) && (isLoopback(issuer) || "https".equals(endpoint.getScheme()));
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "ProviderSettings[" + issuer + "]";
    }
}
