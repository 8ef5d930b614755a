package io.paz.client;

/** A part behind this one did not answer, in time or in a way that can be understood. The same call may work later. */
public final class RemoteUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remote;

    RemoteUnavailable(String remote, String address, Throwable cause) {
        super("%s does not answer at %s: %s".formatted(remote, address, reason(cause)), cause);
        this.remote = remote;
    }

    /** Which part: {@code service-directory}, {@code fleet}, ... */
    public String remote() {
        return remote;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
