package io.paz.scheduler.engine;

/** The engine answered that it will not do this; asking again is no use. */
public final class EngineRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EngineRefusedException(String message) {
        super(message);
    }
}
