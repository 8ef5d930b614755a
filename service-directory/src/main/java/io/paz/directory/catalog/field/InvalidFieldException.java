package io.paz.directory.catalog.field;

import org.jspecify.annotations.Nullable;

/** A field of a service has an invalid value. */
public final class InvalidFieldException extends RuntimeException {

    private static final String HIDDEN = "(not shown)";

    private final String field;
    private final String value;
    private final String expected;

    /**
     * @param field path of the field in the document, {@code ports[0].host}
     * @param expected what would have been accepted
     */
    public InvalidFieldException(String field, @Nullable Object value, String expected) {
        this(field, value instanceof String text ? '"' + text + '"' : String.valueOf(value), expected);
    }

    private InvalidFieldException(String field, String value, String expected) {
        super("%s: value %s (expected: %s)".formatted(field, value, expected));
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    /** For a value that may be a secret; it is not shown. */
    public static InvalidFieldException ofSecret(String field, String expected) {
        return new InvalidFieldException(field, HIDDEN, expected);
    }

    /** Throws when the value is not valid. */
    public static void unless(boolean valid, String field, @Nullable Object value, String expected) {
        if (!valid) {
            throw new InvalidFieldException(field, value, expected);
        }
    }

    public String field() {
        return field;
    }

    /** The value as it is shown to people. */
    public String value() {
        return value;
    }

    public String expected() {
        return expected;
    }
}
