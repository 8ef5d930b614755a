package io.paz.http.option;

/** An option is unknown, malformed or missing; the message is for the person who started the service. */
public final class InvalidOptionException extends RuntimeException {

    public InvalidOptionException(String message) {
        super(message);
    }
}
