package io.paz.scheduler.deployment;

/** The store cannot be read or written now; the message says why and what to do. */
public final class RepositoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean diskFull;

    public RepositoryUnavailableException(String message, boolean diskFull, Throwable cause) {
        super(message, cause);
        this.diskFull = diskFull;
    }

    public boolean isDiskFull() {
        return diskFull;
    }
}
