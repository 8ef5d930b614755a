package io.paz.store;

/** The store could not do what it was asked to. */
public abstract sealed class StoreException extends RuntimeException
        permits DiskFullException, StoreUnavailableException, StoreDamagedException, RestoreRefusedException {

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
