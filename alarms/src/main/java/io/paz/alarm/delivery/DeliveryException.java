package io.paz.alarm.delivery;

/** A notification that did not arrive. Its message says why, for people, and holds no secret. */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1;

    public DeliveryException(String message) {
        super(message);
    }

    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
