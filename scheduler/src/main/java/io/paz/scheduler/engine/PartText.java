package io.paz.scheduler.engine;

/** A piece of a release with all that it says, a unit's file for instance. */
public record PartText(String name, String text) {}
