package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.ClusterEngine;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the addresses that may be announced equal to those of the engine's hosts. A host that is missing is taken away only when a
 * second reading in a row misses it: a list that came back short must not cut off what runs.
 */
public final class HostAddresses {

    private static final System.Logger log = System.getLogger(HostAddresses.class.getName());

    private final ClusterEngine engine;
    private final Routes routes;
    private Set<String> missing = Set.of();
    private boolean failing;

    public HostAddresses(ClusterEngine engine, Routes routes) {
        this.engine = engine;
        this.routes = routes;
    }

    /** Reads and adjusts once; a part that is down is logged once and tried again at the next call. */
    public synchronized void refresh() {
        try {
            adjust(engine.hosts(), routes.hosts());
            failing = false;
        } catch (EngineUnavailable | RoutesUnavailable e) {
            log.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "addresses of hosts are not up to date: {0}",
                    e.getMessage());
            failing = true;
        }
    }

    /**
     * Lets every host that is there announce; takes none away.
     *
     * @return their addresses
     * @throws EngineUnavailable when the engine does not say which there are
     * @throws RoutesUnavailable when they could not be written
     */
    static Set<String> allow(ClusterEngine engine, Routes routes) {
        Set<String> present = engine.hosts();
        allow(present, routes.hosts(), routes);
        return present;
    }

    private static void allow(Set<String> present, Set<String> allowed, Routes routes) {
        present.stream().filter(address -> !allowed.contains(address)).forEach(routes::allowHost);
    }

    private void adjust(Set<String> present, Set<String> allowed) {
        allow(present, allowed, routes);
        Set<String> lacking = new HashSet<>(allowed);
        lacking.removeAll(present);
        lacking.stream().filter(missing::contains).forEach(routes::disallowHost);
        missing = lacking;
    }
}
