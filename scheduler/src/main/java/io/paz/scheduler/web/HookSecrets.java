package io.paz.scheduler.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Secrets of hook URLs, one per service, derived from the administrator's token. */
public final class HookSecrets {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte @Nullable [] key;

    /** @param token null when the platform has none; then no secret is right */
    public HookSecrets(@Nullable String token) {
        this.key = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    boolean isSecretOf(String service, String secret) {
        if (key == null) {
            return false;
        }
        byte[] expected = secret(key, service).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Path of the hook; without a token the one that needs no secret. */
    String path(String service) {
        return key == null ? "/hooks/dockerhub" : "/hooks/dockerhub/" + service + "/" + secret(key, service);
    }

    private static String secret(byte[] key, String service) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] digest = mac.doFinal(("dockerhub:" + service).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
