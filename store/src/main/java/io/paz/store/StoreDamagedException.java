package io.paz.store;

/** The files of the store are not whole, and opening them would lose what was written. */
public final class StoreDamagedException extends StoreException {

    StoreDamagedException(String message) {
        super(message);
    }

    StoreDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
