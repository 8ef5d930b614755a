package io.paz.scheduler.routing;

import io.paz.engine.control.ClusterEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Removes the routing keys of services that neither journal nor engine know, once they stood there for {@link #REMOVAL_DELAY}: whoever wrote them, it was not Paz. A
 * part that does not answer, or has lost its memory, says nothing, and time begins anew. Keys of Paz's own parts are left alone. Not safe for several threads.
 */
public final class UnknownRoutes {

    /** A host that is cut off for a moment is missing in the engine's answer, and runs its instances on. */
    static final Duration REMOVAL_DELAY = Duration.ofMinutes(1);

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final String RESERVED = "paz-";

    private final RouteRepair routes;
    private final Predicate<String> known;
    private final ClusterEngine engine;
    private final Clock clock;
    private final Map<String, Instant> unknownSince = new HashMap<>();
    private Instant nextCheck = Instant.MIN;

    /** @param known whether anything of a service serves, is under way, or is being removed */
    public UnknownRoutes(RouteRepair routes, Predicate<String> known, ClusterEngine engine, Clock clock) {
        this.routes = routes;
        this.known = known;
        this.engine = engine;
        this.clock = clock;
    }

    /** Checks once, unless it did a moment ago, and returns what it removed. */
    List<RouteDifference> remove() {
        if (clock.instant().isBefore(nextCheck)) {
            return List.of();
        }
        nextCheck = clock.instant().plus(INTERVAL);
        Set<String> unknown;
        try {
            unknown = unknown();
        } catch (RuntimeException noAnswer) {
            unknownSince.clear();
            throw noAnswer;
        }
        unknownSince.keySet().retainAll(unknown);
        unknown.forEach(service -> unknownSince.putIfAbsent(service, clock.instant()));
        return removeOverdue();
    }

    private Set<String> unknown() {
        Set<String> unjournaled = routes.configured().stream()
                .filter(service -> !service.startsWith(RESERVED) && !known.test(service))
                .collect(Collectors.toSet());
        if (unjournaled.isEmpty()) {
            return unjournaled;
        }
        Set<String> running =
                engine.held().stream().map(part -> part.release().service()).collect(Collectors.toSet());
        if (isSilent(running)) {
            return Set.of();
        }
        unjournaled.removeAll(running);
        return unjournaled;
    }

    /**
     * Whether the engine may have lost its memory. That etcd has an announcement of a service otherwise counts for nothing: who writes settings there can
     * write announcements too.
     */
    private boolean isSilent(Set<String> running) {
        return engine.hosts().isEmpty()
                || (running.isEmpty() && routes.announced().stream().anyMatch(name -> !name.startsWith(RESERVED)));
    }

    private List<RouteDifference> removeOverdue() {
        Instant latest = clock.instant().minus(REMOVAL_DELAY);
        List<RouteDifference> removed = new ArrayList<>();
        unknownSince.forEach((service, since) -> {
            if (!since.isAfter(latest)) {
                removed.addAll(routes.removeUnless(known, service));
            }
        });
        return removed;
    }
}
