package io.paz.scheduler.web;

import io.paz.engine.ReleaseId;
import io.paz.http.error.ApiException;
import io.paz.scheduler.operation.OperationId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses path and query parameters. */
final class Parameters {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");
    private static final int MAX_LIMIT = 1000;

    private Parameters() {}

    /** A version that cannot be one is a version that does not exist. */
    static ReleaseId release(String service, String version) {
        if (!VERSION.matcher(version).matches()) {
            throw ApiException.notFound(
                    "version: value " + version + " (expected: a number from 1, without a leading 0)");
        }
        return new ReleaseId(service, Integer.parseInt(version));
    }

    static OperationId operation(String service, String number) {
        if (!VERSION.matcher(number).matches()) {
            throw ApiException.notFound(
                    "number: value " + number + " (expected: a number from 1, without a leading 0)");
        }
        return new OperationId(service, Integer.parseInt(number));
    }

    static int limit(@Nullable String limit, int byDefault) {
        if (limit == null) {
            return byDefault;
        }
        if (!NUMBER.matcher(limit).matches() || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_LIMIT) {
            throw ApiException.invalidField("limit", limit, "a whole number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    static @Nullable Long after(@Nullable String after) {
        if (after == null) {
            return null;
        }
        if (!SEQUENCE.matcher(after).matches()) {
            throw ApiException.invalidField("after", after, "the sequence of a line of the journal, or 0");
        }
        return Long.valueOf(after);
    }

    static boolean flag(String name, @Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw ApiException.invalidField(name, value, "true or false");
    }
}
