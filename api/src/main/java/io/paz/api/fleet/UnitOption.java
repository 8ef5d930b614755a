package io.paz.api.fleet;

/** Line of a unit file: {@code name=value} in {@code [section]}. */
public record UnitOption(String section, String name, String value) {}
