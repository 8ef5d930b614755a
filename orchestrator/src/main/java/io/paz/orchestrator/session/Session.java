package io.paz.orchestrator.session;

import io.paz.http.access.Actor;
import io.paz.orchestrator.access.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A browser that is signed in.
 *
 * @param id what its cookie holds; a secret
 * @param csrfToken what its changing requests must carry besides, and no other site can know
 * @param person whose account it is; null for one that a link of {@code ./paz open} began
 * @param role of somebody without an account, whom an identity provider gave it; otherwise null
 * @param address that it was begun from
 */
record Session(
        String id,
        String csrfToken,
        @Nullable String person,
        @Nullable Role role,
        String address,
        Instant createdAt) {

    static final String LINK = "administrator's session";
    private static final int PUBLIC_ID_BYTES = 8;

    /** Who it acts as. */
    Actor actor() {
        return new Actor(Actor.Kind.SESSION, publicId(), person == null ? LINK : person);
    }

    /** Names the session without revealing its cookie. */
    String publicId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, PUBLIC_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
        return "Session[" + publicId() + "]";
    }
}
