package io.paz.scheduler.deployment;

/** The service directory did not answer; the same call may work later. */
public final class DirectoryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
