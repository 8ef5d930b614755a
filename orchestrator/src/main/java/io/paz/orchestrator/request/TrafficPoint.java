package io.paz.orchestrator.request;

import java.time.Instant;

/**
 * Requests of a service within some time.
 *
 * @param start of the time
 * @param statuses requests by class of status: index 0 without an answer, 1 to 5 for 1xx to 5xx
 * @param p50 milliseconds that half of the requests took at most, as the next two for 95 and 99 of 100; 0 without requests
 * @param received bytes of requests
 * @param sent bytes of answers
 */
public record TrafficPoint(
        Instant start, long requests, long[] statuses, long p50, long p95, long p99, long received, long sent) {

    /** Requests that the platform or the service failed: 5xx. */
    public long errors() {
        return statuses[5];
    }
}
