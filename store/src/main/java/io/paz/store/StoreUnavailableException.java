package io.paz.store;

/** The store is closed, is held by another process, or its disk does not work. */
public final class StoreUnavailableException extends StoreException {

    StoreUnavailableException(String message) {
        super(message);
    }

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
