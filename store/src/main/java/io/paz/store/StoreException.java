package io.paz.store;

/** An operation of the store failed. */
public abstract sealed class StoreException extends RuntimeException
        permits DiskFullException, StoreUnavailableException, StoreDamagedException, RestoreRefusedException {

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
