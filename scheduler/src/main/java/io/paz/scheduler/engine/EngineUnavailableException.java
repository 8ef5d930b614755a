package io.paz.scheduler.engine;

/** The engine did not answer; the same call may work later. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineUnavailableException(String message) {
        super(message);
    }
}
