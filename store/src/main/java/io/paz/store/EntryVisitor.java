package io.paz.store;

/** Visitor of the entries of a scan. */
@FunctionalInterface
public interface EntryVisitor {

    /** Returns whether the scan goes on. */
    boolean visit(byte[] key, byte[] value);
}
