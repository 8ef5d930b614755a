package io.paz.announcer;

import java.time.Duration;

/**
 * The health check of an instance.
 *
 * @param path of the HTTP request; empty where a port that something listens on is enough, and the image's own HEALTHCHECK
 * @param host value of the request's Host header
 * @param rise successes in a row that make an instance healthy
 * @param fall failures in a row that make it unhealthy
 */
public record HealthCheck(
        String path,
        String method,
        String host,
        StatusRanges statuses,
        Duration interval,
        Duration timeout,
        int rise,
        int fall) {

    public boolean isHttp() {
        return !path.isEmpty();
    }
}
