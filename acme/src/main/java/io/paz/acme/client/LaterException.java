package io.paz.acme.client;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The authority answers with 503, and perhaps with when to come back. */
final class LaterException extends IOException {

    private static final long serialVersionUID = 1;

    private final @Nullable Instant retryAfter;

    LaterException(@Nullable Instant retryAfter) {
        super("the authority answered with HTTP 503");
        this.retryAfter = retryAfter;
    }

    @Nullable
    Instant retryAfter() {
        return retryAfter;
    }
}
