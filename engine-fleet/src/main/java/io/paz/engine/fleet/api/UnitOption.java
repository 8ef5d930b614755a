package io.paz.engine.fleet.api;

/** Line of a unit file: {@code name=value} in {@code [section]}. */
public record UnitOption(String section, String name, String value) {}
