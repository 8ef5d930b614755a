package io.paz.scheduler.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Recent restorations of routing keys by service; it is shown for a day. Safe for several threads. */
final class RestorationHistory {

    private static final int MAX_SERVICES = 100;
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private final Map<String, RestoredRoutes> byService = new TreeMap<>();

    synchronized void add(List<RouteDifference> differences, Instant now) {
        differences.stream()
                .collect(Collectors.groupingBy(RouteDifference::service))
                .forEach((service, its) -> byService.compute(
                        service,
                        (name, before) -> RestoredRoutes.of(name, its, before == null ? 0 : before.count(), now)));
        while (byService.size() > MAX_SERVICES) {
            byService.values().stream()
                    .min(Comparator.comparing(RestoredRoutes::at))
                    .ifPresent(oldest -> byService.remove(oldest.service()));
        }
    }

    /** By service. */
    synchronized List<RestoredRoutes> at(Instant now) {
        return byService.values().stream()
                .filter(each -> each.at().isAfter(now.minus(MAX_AGE)))
                .toList();
    }
}
