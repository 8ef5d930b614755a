package io.paz.haproxy.template;

/** A function that refuses its arguments; the renderer adds the place. */
final class FunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    FunctionException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
