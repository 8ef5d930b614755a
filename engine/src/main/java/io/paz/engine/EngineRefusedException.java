package io.paz.engine;

/** The engine answered that it will not do this; the same call will fail again. */
public final class EngineRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EngineRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineRefusedException(String message) {
        super(message);
    }
}
