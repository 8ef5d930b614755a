package io.paz.scheduler.release;

import io.paz.engine.spec.HealthProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Health check of an instance; without a path it is enough that something listens on its first port. */
public record HealthCheck(
        @Nullable String path,
        @Nullable Integer intervalSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer healthyAfter,
        @Nullable Integer unhealthyAfter,
        @Nullable Integer startPeriodSeconds,
        @Nullable String host,
        @Nullable String method,
        @Nullable String expectedStatus) {

    static final HealthCheck TCP = new HealthCheck(null, null, null, null, null, null, null, null, null);

    public int interval() {
        return intervalSeconds == null ? 2 : intervalSeconds;
    }

    public int timeout() {
        return timeoutSeconds == null ? 2 : timeoutSeconds;
    }

    public int rise() {
        return healthyAfter == null ? 1 : healthyAfter;
    }

    public int fall() {
        return unhealthyAfter == null ? 3 : unhealthyAfter;
    }

    /** Host header of the check. */
    public String hostHeader(String service) {
        return host == null ? service + ".paz" : host;
    }

    /** HTTP method of the check. */
    public String httpMethod() {
        return method == null ? "GET" : method;
    }

    /** Status codes of a healthy answer: codes and ranges, {@code 200-299,401}. */
    public String statusRanges() {
        return expectedStatus == null ? "200-399" : expectedStatus;
    }

    /** Time in which a new instance must be healthy and get requests. */
    public Duration startPeriod(Duration byDefault) {
        return startPeriodSeconds == null ? byDefault : Duration.ofSeconds(startPeriodSeconds);
    }

    /** How an engine checks an instance of that service. */
    HealthProbe probe(String service) {
        return new HealthProbe(
                path, httpMethod(), hostHeader(service), statusRanges(), interval(), timeout(), rise(), fall());
    }
}
