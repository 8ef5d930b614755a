package io.paz.scheduler.routing;

import java.time.Instant;
import java.util.List;

/**
 * Restored routing keys of one service.
 *
 * @param at when any were last
 * @param count how many since the start of this scheduler
 * @param keys what was wrong the last time, at most ten, each shortened
 */
public record RestoredRoutes(String service, Instant at, long count, List<String> keys) {

    private static final int MAX_KEYS = 10;
    private static final int MAX_LENGTH = 300;

    public RestoredRoutes {
        keys = List.copyOf(keys);
    }

    public static RestoredRoutes of(String service, List<RouteDifference> differences, long before, Instant now) {
        List<String> keys = differences.stream()
                .limit(MAX_KEYS)
                .map(RestoredRoutes::shortened)
                .toList();
        return new RestoredRoutes(service, now, before + differences.size(), keys);
    }

    private static String shortened(RouteDifference difference) {
        String text = difference.toString();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
