package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** Requests that one client may send within so many seconds. */
public record RateLimit(int requests, int seconds) {

    private static final int MAX_REQUESTS = 1_000_000;
    private static final int MAX_SECONDS = 3600;

    /** @throws InvalidFieldException when one of both is missing or out of range */
    public static RateLimit of(@Nullable Integer requests, @Nullable Integer seconds) {
        return new RateLimit(checked("requests", requests, MAX_REQUESTS), checked("seconds", seconds, MAX_SECONDS));
    }

    private static int checked(String field, @Nullable Integer value, int max) {
        if (value == null) {
            throw new InvalidFieldException("proxy.rateLimit." + field, null, "1 to " + max);
        }
        ProxySettings.check("rateLimit." + field, value, max);
        return value;
    }
}
