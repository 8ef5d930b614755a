package io.paz.confd.template.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types that a function may ask of its arguments. */
public enum Type {
    ANY("anything"),
    TEXT("a text"),
    INTEGER("a whole number"),
    TEXTS("a list of texts"),
    PAIRS("a list of keys with values");

    private final String expected;

    Type(String expected) {
        this.expected = expected;
    }

    public boolean accepts(@Nullable Object value) {
        return switch (this) {
            case ANY -> true;
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case TEXTS -> isListOf(value, String.class);
            case PAIRS -> isListOf(value, KeyValue.class);
        };
    }

    public String expected() {
        return expected;
    }

    private static boolean isListOf(@Nullable Object value, Class<?> element) {
        return value instanceof List<?> list && list.stream().allMatch(element::isInstance);
    }

    /** The type of a value as a message shows it. */
    public static String nameOf(@Nullable Object value) {
        if (value == null) {
            return "no value";
        }
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Long) {
            return "whole number";
        }
        if (value instanceof Double) {
            return "number";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof Map ? "map" : value instanceof List ? "list" : "key with value";
    }
}
