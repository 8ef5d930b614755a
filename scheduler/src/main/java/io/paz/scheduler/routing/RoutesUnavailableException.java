package io.paz.scheduler.routing;

/** The store of the routes did not answer, or refused, and the message says which; the same call may work later. */
public final class RoutesUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RoutesUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
