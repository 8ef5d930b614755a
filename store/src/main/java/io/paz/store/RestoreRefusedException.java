package io.paz.store;

/** There is no backup, or there is a store already where it would go. Nothing was changed. */
public final class RestoreRefusedException extends StoreException {

    RestoreRefusedException(String message) {
        super(message);
    }
}
