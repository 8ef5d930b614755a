package io.paz.engine.spec;

import org.jspecify.annotations.Nullable;

/**
 * How an instance's health is checked.
 *
 * @param path null where it is enough that something listens on the first port
 * @param host header of the request
 * @param expectedStatus codes and ranges of a healthy answer, {@code 200-299,401}
 * @param intervalSeconds between two checks
 * @param rise successes after which the instance is healthy
 * @param fall failures after which it is not
 */
public record HealthProbe(
        @Nullable String path,
        String method,
        String host,
        String expectedStatus,
        int intervalSeconds,
        int timeoutSeconds,
        int rise,
        int fall) {}
