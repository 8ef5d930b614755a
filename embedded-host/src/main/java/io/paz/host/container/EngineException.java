package io.paz.host.container;

/** A request that the engine refused, or that did not reach it. */
public final class EngineException extends Exception {
    /** What kind of failure it is. */
    public enum Kind {
        /** The engine does not answer; whether it did what was asked is not known. */
        UNAVAILABLE,
        NOT_FOUND,
        /** The name is taken, or the container is not in the state that the request needs. */
        CONFLICT,
        REFUSED
    }

    private final Kind kind;
    private final String reason;

    public EngineException(Kind kind, String reason, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.reason = reason;
    }

    public Kind kind() {
        return kind;
    }

    /** The engine's own words. */
    public String reason() {
        return reason;
    }
}
