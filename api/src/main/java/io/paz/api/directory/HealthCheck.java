package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Health check of an instance. Without {@code path} a listening socket on its first port is enough.
 *
 * @param path HTTP path that answers with an expected status
 * @param intervalSeconds 1 to 300; 2 when absent
 * @param timeoutSeconds 1 to 60, at most the interval; 2 when absent
 * @param healthyAfter checks in a row, 1 to 10; 1 when absent
 * @param unhealthyAfter checks in a row, 1 to 10; 3 when absent
 * @param startPeriodSeconds within which a new instance must be healthy and get requests, 1 to 86400; the scheduler's own
 *     deadline when absent
 * @param host Host header of the check, with a port or without; {@code <service>.paz} when absent. As the two that follow, only
 *     with a path
 * @param method {@code GET}, {@code HEAD} or {@code OPTIONS}; GET when absent
 * @param expectedStatus codes and ranges of codes, {@code 200-299,401}; 200-399 when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthCheck(
        @Nullable String path,
        @Nullable Integer intervalSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer healthyAfter,
        @Nullable Integer unhealthyAfter,
        @Nullable Integer startPeriodSeconds,
        @Nullable String host,
        @Nullable String method,
        @Nullable String expectedStatus) {}
