package io.paz.haproxy.template;

/** A key with its value, as {@code get} and {@code gets} give it. */
record KeyValue(String key, String value) {}
