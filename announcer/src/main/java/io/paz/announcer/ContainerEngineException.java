package io.paz.announcer;

/** The container engine did not answer. */
public final class ContainerEngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContainerEngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
