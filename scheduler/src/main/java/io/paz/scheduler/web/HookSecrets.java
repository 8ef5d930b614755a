package io.paz.scheduler.web;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of addresses for Docker Hub, one per service, derived from the administrator's token and the time of the service's creation: a service that was
 * deleted and created again has another one. Services from before the platform knew that keep theirs.
 */
public final class HookSecrets {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte @Nullable [] key;
    private final Instant since;

    /**
     * @param token null when the platform has none; then no secret is right
     * @param since creation of the first service whose secret depends on it
     */
    public HookSecrets(@Nullable String token, Instant since) {
        this.since = since;
        this.key = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    boolean isSecretOf(Entry service, String secret) {
        if (key == null) {
            return false;
        }
        byte[] expected = secret(key, service).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Path of the hook; without a token the one that needs no secret. */
    String path(Entry service) {
        return key == null ? "/hooks/dockerhub" : "/hooks/dockerhub/" + service.service() + "/" + secret(key, service);
    }

    private String secret(byte[] key, Entry service) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] digest = mac.doFinal(seed(service).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private String seed(Entry service) {
        Instant created = service.createdAt();
        String seed = "dockerhub:" + service.service();
        return created == null || created.isBefore(since) ? seed : seed + ":" + created.toEpochMilli();
    }
}
