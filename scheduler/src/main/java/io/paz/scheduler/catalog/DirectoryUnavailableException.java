package io.paz.scheduler.catalog;

/** The service directory did not answer; the same call may work later. */
public final class DirectoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DirectoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
