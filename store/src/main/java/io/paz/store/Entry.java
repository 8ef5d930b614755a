package io.paz.store;

/** A key and its value. The arrays are the reader's own copies. */
public record Entry(byte[] key, byte[] value) {}
