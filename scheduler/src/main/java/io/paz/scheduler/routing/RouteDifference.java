package io.paz.scheduler.routing;

import org.jspecify.annotations.Nullable;

/**
 * Routing key that differs from the journal.
 *
 * @param expected null where there must be no such key
 * @param actual null where there is none
 */
public record RouteDifference(
        String service,
        String key,
        @Nullable String expected,
        @Nullable String actual) {

    @Override
    public String toString() {
        return key + ": " + value(actual) + " (expected: " + value(expected) + ")";
    }

    private static String value(@Nullable String value) {
        return value == null ? "missing" : '"' + value + '"';
    }
}
