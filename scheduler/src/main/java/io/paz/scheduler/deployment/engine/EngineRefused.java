package io.paz.scheduler.deployment.engine;

/** The engine answered that it will not do this; asking again is no use. */
public final class EngineRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EngineRefused(String message) {
        super(message);
    }
}
