package io.paz.client;

/** An HTTP call had no whole answer; the message is for people. */
public final class HttpCallException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Kind of failure. */
    public enum Kind {
        /** No connection, or it broke. */
        CONNECTION,
        /** The address may not be connected to. */
        ADDRESS,
        /** No trust, or no protocol in common. */
        TLS,
        TIMEOUT,
        TOO_LARGE,
        /** Another answer than was expected. */
        ANSWER
    }

    private final Kind kind;

    HttpCallException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    HttpCallException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
