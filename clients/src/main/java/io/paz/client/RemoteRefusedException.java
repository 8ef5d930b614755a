package io.paz.client;

/** A remote component answered with a failure. */
public final class RemoteRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remote;
    private final int status;

    RemoteRefusedException(String remote, int status, String message) {
        super("%s answered %d: %s".formatted(remote, status, message));
        this.remote = remote;
        this.status = status;
    }

    public String remote() {
        return remote;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }
}
