package io.paz.store;

/** A named, separately ordered part of a store. */
public record Table(String name) {}
