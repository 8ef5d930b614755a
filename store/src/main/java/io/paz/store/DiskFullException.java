package io.paz.store;

/** Nothing can be written until there is room on the disk again. Reads go on, and the store recovers by itself. */
public final class DiskFullException extends StoreException {

    DiskFullException(String message) {
        super(message);
    }

    DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
