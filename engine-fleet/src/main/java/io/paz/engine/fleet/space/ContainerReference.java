package io.paz.engine.fleet.space;

/** A container by its id. */
public record ContainerReference(String id) {}
