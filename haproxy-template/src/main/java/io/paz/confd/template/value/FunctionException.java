package io.paz.confd.template.value;

/** A function that refuses its arguments; the renderer adds the place. */
public final class FunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public FunctionException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
