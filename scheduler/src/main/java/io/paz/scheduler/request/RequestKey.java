package io.paz.scheduler.request;

import org.jspecify.annotations.Nullable;

/**
 * An idempotency key together with what was asked for under it: the same key with another request is a mistake of its sender.
 *
 * @param request what was asked for, in one line
 */
public record RequestKey(String key, String request) {

    /** Null where the request had no key. */
    public static @Nullable RequestKey of(@Nullable String key, String request) {
        return key == null ? null : new RequestKey(key, request);
    }
}
