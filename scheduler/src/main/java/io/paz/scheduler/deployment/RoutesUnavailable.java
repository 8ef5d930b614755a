package io.paz.scheduler.deployment;

/** The store of the routes did not answer, or refused, and the message says which; the same call may work later. */
public final class RoutesUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RoutesUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
