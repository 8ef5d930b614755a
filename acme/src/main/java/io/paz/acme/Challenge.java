package io.paz.acme;

/**
 * A challenge of the authority: what it wants to find where a domain points.
 *
 * @param domain that is ordered for, with its star
 * @param token as the authority made it: letters, digits, {@code -} and {@code _}
 * @param response what is to be found: the whole answer over HTTP, or the value of the TXT record
 */
public record Challenge(Type type, String domain, String token, String response) {

    /** Where the authority looks. */
    public enum Type {
        HTTP,
        DNS;

        /** A wildcard can be proved in the DNS only. */
        public static Type of(String domain) {
            return domain.startsWith("*.") ? DNS : HTTP;
        }
    }

    public Challenge {
        if (!token.matches("[A-Za-z0-9_-]{1,128}") || !response.matches("[A-Za-z0-9_.-]{1,256}")) {
            throw new IllegalArgumentException(
                    "challenge of %s: not well-formed (expected: a token of at most 128 letters, digits, - and _)"
                            .formatted(domain));
        }
    }
}
