package io.paz.orchestrator.cluster.balancing;

/**
 * Statistics of one server in one HAProxy.
 *
 * @param status HAProxy's word without what follows it: {@code UP}, {@code DOWN}, {@code DRAIN}, {@code MAINT}, {@code no check}
 * @param requests since HAProxy's last reload
 * @param errors answers of 5xx and failed connections, since then
 * @param responseTime milliseconds, over the last 1024 requests
 * @param requestRate a second, between the last two readings
 * @param errorRate a second, between the last two readings
 */
public record ServerFigures(
        String status,
        int weight,
        int sessions,
        int queued,
        long requests,
        long errors,
        int responseTime,
        double requestRate,
        double errorRate) {

    /** HAProxy's words for a server that gets requests and has no health check. */
    public static final String NOT_CHECKED = "no check";

    public boolean isUp() {
        return status.equals("UP") || status.equals(NOT_CHECKED);
    }

    /** These with their rates, from what was read so many seconds before. */
    ServerFigures since(ServerFigures before, double seconds) {
        return new ServerFigures(
                status,
                weight,
                sessions,
                queued,
                requests,
                errors,
                responseTime,
                rate(before.requests, requests, seconds),
                rate(before.errors, errors, seconds));
    }

    /** A counter that went back began again at zero meanwhile. */
    private static double rate(long before, long now, double seconds) {
        long counted = now >= before ? now - before : now;
        return seconds <= 0 ? 0 : Math.round(counted / seconds * 10) / 10.0;
    }
}
