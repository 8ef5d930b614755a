package io.paz.host.unit.text;

/** A unit's name or text that is refused; the message says what is wrong with it, for the person who wrote it. */
public final class InvalidUnitException extends RuntimeException {
    public InvalidUnitException(String message) {
        super(message);
    }
}
