package io.paz.scheduler.deployment.engine;

/** The engine did not answer; the same call may work later. */
public final class EngineUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineUnavailable(String message) {
        super(message);
    }
}
