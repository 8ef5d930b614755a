package io.paz.client;

import java.util.regex.Pattern;

/** A remote component did not answer in time, or not in a way that can be understood. The same call may work later. */
public final class RemoteUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;
    /** Before the words of the system, by Netty: which call it was, and the number of the error. */
    private static final Pattern NATIVE_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-\\d+\\): ");
    /** The address at the end, which the message names already. */
    private static final Pattern ADDRESS = Pattern.compile(": [^ ]*/[0-9a-fA-F.:\\[\\]]+$");

    private final String remote;

    RemoteUnavailableException(String remote, String address, Throwable cause) {
        super("%s does not answer at %s: %s".formatted(remote, address, reason(cause)), cause);
        this.remote = remote;
    }

    /** Which part: {@code service-directory}, {@code scheduler}, ... */
    public String remote() {
        return remote;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        String words = NATIVE_CALL.matcher(message).replaceFirst("");
        return ADDRESS.matcher(words).replaceFirst("");
    }
}
