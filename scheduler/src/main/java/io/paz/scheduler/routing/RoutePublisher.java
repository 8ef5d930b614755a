package io.paz.scheduler.routing;

import io.paz.engine.ReleaseId;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Continuously publishes the routes that the journal requires: keys that were lost or changed are written again, and those of
 * services that nobody knows are removed. Services whose keys are being changed by a
 * deployment at that moment are left for the next look.
 */
public final class RoutePublisher {

    private static final System.Logger log = System.getLogger(RoutePublisher.class.getName());
    private static final int MAX_LOGGED = 10;

    private final Supplier<Collection<PublishedService>> journal;
    private final Predicate<ReleaseId> over;
    private final RouteRepair routes;
    private final UnknownRoutes unknown;
    private final Clock clock;
    private final AtomicLong restored = new AtomicLong();
    private final RestorationHistory history = new RestorationHistory();

    /**
     * @param journal what must be published now
     * @param over whether a version is known, and is published no longer
     */
    public RoutePublisher(
            Supplier<Collection<PublishedService>> journal,
            Predicate<ReleaseId> over,
            RouteRepair routes,
            UnknownRoutes unknown,
            Clock clock) {
        this.journal = journal;
        this.over = over;
        this.routes = routes;
        this.unknown = unknown;
        this.clock = clock;
    }

    /** Compares once, and puts right what differs. */
    public void refresh() {
        if (!routes.differences(journal.get(), over).isEmpty()) {
            keep(routes.restore(journal, over), "restored");
        }
        keep(unknown.remove(), "of an unknown service removed");
    }

    private void keep(List<RouteDifference> differences, String what) {
        restored.addAndGet(differences.size());
        history.add(differences, clock.instant());
        report(differences, what);
    }

    /** How many keys were put right since the start. */
    public long restored() {
        return restored.get();
    }

    /** What was put right within the last day, by service. */
    public List<RestoredRoutes> history() {
        return history.at(clock.instant());
    }

    private static void report(List<RouteDifference> differences, String what) {
        differences.stream()
                .limit(MAX_LOGGED)
                .forEach(difference -> log.log(Level.WARNING, "routing key {0}: {1}", what, difference));
        if (differences.size() > MAX_LOGGED) {
            log.log(Level.WARNING, "routing keys {0}: {1} more", what, differences.size() - MAX_LOGGED);
        }
    }
}
