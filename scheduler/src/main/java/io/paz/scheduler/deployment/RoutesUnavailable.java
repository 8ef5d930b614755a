package io.paz.scheduler.deployment;

/** The store of the routes did not answer; the same call may work later. */
public final class RoutesUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RoutesUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
