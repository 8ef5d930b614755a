package io.paz.scheduler.routing;

import org.jspecify.annotations.Nullable;

/**
 * A key that is not as the journal says.
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
