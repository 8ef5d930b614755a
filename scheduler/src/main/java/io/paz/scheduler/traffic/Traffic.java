package io.paz.scheduler.traffic;

/**
 * Request counters of load balancers.
 *
 * @param requests answered ones; of a whole service, those that a balancer answered in an instance's place too
 * @param errors answers with a status of 500 or more, as far as they are in {@code requests}
 * @param connectionErrors connections to instances that failed, or broke before the answer, for good
 * @param retries attempts that were made again
 * @param redispatches attempts that were made again with another instance
 */
public record Traffic(long requests, long errors, long connectionErrors, long retries, long redispatches) {

    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    public Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests,
                errors + other.errors,
                connectionErrors + other.connectionErrors,
                retries + other.retries,
                redispatches + other.redispatches);
    }

    Traffic minus(Traffic other) {
        return new Traffic(
                requests - other.requests,
                errors - other.errors,
                connectionErrors - other.connectionErrors,
                retries - other.retries,
                redispatches - other.redispatches);
    }

    /** Whether any count is below what it was, which a counter that went on never is. */
    boolean hasDecreasedSince(Traffic earlier) {
        return requests < earlier.requests
                || errors < earlier.errors
                || connectionErrors < earlier.connectionErrors
                || retries < earlier.retries
                || redispatches < earlier.redispatches;
    }
}
