package io.paz.scheduler.web;

import io.paz.http.access.AdministratorToken;
import io.paz.http.access.Token;
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

    private final @Nullable AdministratorToken token;
    private final Instant since;

    /**
     * @param token null when the platform has none; then no secret is right
     * @param since creation of the first service whose secret depends on it
     */
    public HookSecrets(@Nullable AdministratorToken token, Instant since) {
        this.since = since;
        this.token = token;
    }

    /** During a rotation addresses of the token before are right too. */
    boolean isSecretOf(Entry service, String secret) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        return token != null
                && token.accepted().stream()
                        .map(each -> secret(each, service).getBytes(StandardCharsets.UTF_8))
                        .anyMatch(expected -> MessageDigest.isEqual(expected, given));
    }

    /** Path of the hook; without a token the one that needs no secret. */
    String path(Entry service) {
        return token == null
                ? "/hooks/dockerhub"
                : "/hooks/dockerhub/" + service.service() + "/" + secret(token.current(), service);
    }

    private String secret(Token key, Entry service) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
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
