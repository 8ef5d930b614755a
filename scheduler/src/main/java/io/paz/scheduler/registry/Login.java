package io.paz.scheduler.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a registry knows somebody by. Its text does not show it.
 *
 * @param basic value of a header for basic authentication; empty where there is only an identity token
 * @param identityToken that is changed into tokens for pulling; empty where there is a password
 */
record Login(String basic, String identityToken) {

    /** User name of a credential helper that gives an identity token. */
    private static final String TOKEN_USER = "<token>";

    public static Login of(String user, String secret) {
        return user.equals(TOKEN_USER)
                ? new Login("", secret)
                : encoded(Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    /** @param base64 of {@code user:password} */
    static Login encoded(String base64) {
        return new Login("Basic " + base64, "");
    }

    @Override
    public String toString() {
        return identityToken.isEmpty() ? "a password" : "an identity token";
    }
}
