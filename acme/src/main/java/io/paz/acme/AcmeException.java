package io.paz.acme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The authority did not do what it was asked. The message has its own words, where it gave some. */
public final class AcmeException extends Exception {

    private static final long serialVersionUID = 1;

    /** Who is to blame. */
    public enum Kind {
        /** The authority refused this order, and would refuse the same again. */
        REFUSED,
        /** Too much was asked. */
        RATE_LIMITED,
        /** The authority is not there, or does not work. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final @Nullable Instant retryAfter;

    /** @param retryAfter what the authority asked for; null where it did not */
    public AcmeException(Kind kind, String message, @Nullable Instant retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Instant retryAfter() {
        return retryAfter;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
