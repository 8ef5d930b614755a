package io.paz.announcer;

/** A registration with a value that is not allowed; the message names the field, the value and what was expected. */
public final class InvalidRegistrationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidRegistrationException(String message) {
        super(message);
    }
}
