package io.paz.confd.template.value;

/** A key with its value, as {@code get} and {@code gets} give it. */
public record KeyValue(String key, String value) {}
