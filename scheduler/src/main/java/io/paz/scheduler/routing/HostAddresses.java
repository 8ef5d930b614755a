package io.paz.scheduler.routing;

import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.routing.Announcements.View;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Synchronises the addresses that may be announced with the engine's hosts. A host is taken away only when lists that name others
 * have missed it for a minute, and nothing is announced there: a list that came back short must not cut off what runs. A host
 * on loopback has no other beside it, so a list of such a host is believed at once.
 */
public final class HostAddresses {

    private static final Duration REMOVAL_DELAY = Duration.ofSeconds(60);

    private static final System.Logger log = System.getLogger(HostAddresses.class.getName());

    private final ClusterEngine engine;
    private final Routes routes;
    private final Announcements announcements;
    private final LongSupplier nanos;
    private final Map<String, Long> missingSince = new HashMap<>();
    private boolean failing;

    /** @param nanos a clock that never jumps */
    public HostAddresses(ClusterEngine engine, Routes routes, Announcements announcements, LongSupplier nanos) {
        this.engine = engine;
        this.routes = routes;
        this.announcements = announcements;
        this.nanos = nanos;
    }

    /** Reads and adjusts once; a part that is down is logged once and tried again at the next call. */
    public synchronized void refresh() {
        try {
            adjust(engine.hosts(), routes.hosts());
            failing = false;
        } catch (EngineUnavailableException | RoutesUnavailableException e) {
            log.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "update of host addresses failed: {0}; retrying",
                    e.getMessage());
            failing = true;
        }
    }

    /**
     * Lets every host that is there announce; takes none away.
     *
     * @return their addresses
     * @throws EngineUnavailableException when the engine does not say which there are
     * @throws RoutesUnavailableException when they could not be written
     */
    public static Set<String> allow(ClusterEngine engine, Routes routes) {
        Set<String> present = engine.hosts();
        allow(present, routes.hosts(), routes);
        return present;
    }

    private static void allow(Set<String> present, Set<String> allowed, Routes routes) {
        present.stream().filter(address -> !allowed.contains(address)).forEach(routes::allowHost);
    }

    /** An empty list says nothing: a platform without any host does not ask. */
    private void adjust(Set<String> present, Set<String> allowed) {
        allow(present, allowed, routes);
        if (present.isEmpty()) {
            return;
        }
        Set<String> lacking = new HashSet<>(allowed);
        lacking.removeAll(present);
        missingSince.keySet().retainAll(lacking);
        long now = nanos.getAsLong();
        long delay = isOnlyHost(present) ? 0 : REMOVAL_DELAY.toNanos();
        View view = announcements.view();
        lacking.stream()
                .filter(address -> now - missingSince.computeIfAbsent(address, first -> now) >= delay)
                .filter(address -> !view.stale() && !isAnnounced(view, address))
                .forEach(routes::disallowHost);
    }

    private static boolean isOnlyHost(Set<String> present) {
        return present.stream().allMatch(address -> address.startsWith("127."));
    }

    /** What runs there still keeps its lease alive. */
    private static boolean isAnnounced(View view, String address) {
        return view.addresses().values().stream()
                .flatMap(instances -> instances.values().stream())
                .anyMatch(announced -> announced.startsWith(address + ":"));
    }
}
