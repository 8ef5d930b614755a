package io.paz.http.status;

import org.jspecify.annotations.Nullable;

/**
 * Whether one part that a service needs works.
 *
 * @param message why it does not; open to everybody, so without addresses and secrets
 */
public record Readiness(boolean up, @Nullable String message) {

    public static Readiness ready() {
        return new Readiness(true, null);
    }

    public static Readiness down(String message) {
        return new Readiness(false, message);
    }
}
