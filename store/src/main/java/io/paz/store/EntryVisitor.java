package io.paz.store;

/** Is shown the entries of a scan one by one. */
@FunctionalInterface
public interface EntryVisitor {

    /** Returns whether the scan goes on. */
    boolean visit(byte[] key, byte[] value);
}
