package io.paz.scheduler.engine;

/** A value of a release cannot reach its container byte for byte; the message names field, value and rule. */
public final class UnrenderableReleaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    public UnrenderableReleaseException(String field, String message) {
        super(field + ": " + message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
