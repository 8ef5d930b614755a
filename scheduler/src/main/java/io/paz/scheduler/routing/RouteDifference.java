package io.paz.scheduler.routing;

import java.util.regex.Pattern;
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

    /** Whoever wrote the key did not have to be Paz. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");

    @Override
    public String toString() {
        return UNPRINTABLE
                .matcher(key + ": " + value(actual) + " (expected: " + value(expected) + ")")
                .replaceAll("?");
    }

    private static String value(@Nullable String value) {
        return value == null ? "missing" : '"' + value + '"';
    }
}
