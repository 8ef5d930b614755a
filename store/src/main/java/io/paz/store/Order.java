package io.paz.store;

/** The direction of a scan, by unsigned bytes of the key. */
public enum Order {
    ASCENDING,
    DESCENDING
}
