package io.paz.host.unit;

/** One assignment of a unit file: {@code name=value} in {@code [section]}. */
public record Directive(String section, String name, String value) {}
