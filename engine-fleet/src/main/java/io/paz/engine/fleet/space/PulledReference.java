package io.paz.engine.fleet.space;

/** An image by the reference that it is pulled under, with its digest. */
public record PulledReference(String reference) {}
