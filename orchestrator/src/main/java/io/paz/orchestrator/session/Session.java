package io.paz.orchestrator.session;

import io.paz.http.access.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A browser that is signed in.
 *
 * @param id what its cookie holds; a secret
 * @param csrfToken what its changing requests must carry besides, and no other site can know
 */
record Session(String id, String csrfToken) {

    private static final int PUBLIC_ID_BYTES = 8;

    /** Who it acts as. */
    Actor actor() {
        return new Actor(Actor.Kind.SESSION, publicId(), "administrator's session");
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
}
