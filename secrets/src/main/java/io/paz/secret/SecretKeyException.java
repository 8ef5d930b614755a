package io.paz.secret;

/** A key is missing, or does not fit what was encrypted; the message says which, and what to do. */
public final class SecretKeyException extends RuntimeException {

    public SecretKeyException(String message) {
        super(message);
    }
}
