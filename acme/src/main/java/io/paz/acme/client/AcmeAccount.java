package io.paz.acme.client;

import java.net.URI;
import java.security.KeyPair;

/**
 * The account at an authority, whose terms of service the operator accepted.
 *
 * @param directory of the authority
 * @param key identifies the account: with it, the same account is found again
 */
public record AcmeAccount(URI directory, String email, KeyPair key) {

    public AcmeAccount {
        if (!"https".equals(directory.getScheme()) || directory.getHost() == null) {
            throw new IllegalArgumentException(
                    "ACME directory: %s (expected: a URL that begins with https://)".formatted(directory));
        }
    }
}
