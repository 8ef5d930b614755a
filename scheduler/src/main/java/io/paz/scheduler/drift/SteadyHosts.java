package io.paz.scheduler.drift;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Tracks since when the set of hosts is unchanged. Safe for several threads. */
public final class SteadyHosts {

    /** A host that comes and goes would have instances moved to it for nothing. */
    static final Duration MIN_STEADY_TIME = Duration.ofMinutes(1);

    private final Supplier<Map<String, Integer>> load;
    private final Clock clock;
    private Set<String> known = Set.of();
    private Instant since = Instant.EPOCH;

    /** @param load parts of each host, as they are now */
    public SteadyHosts(Supplier<Map<String, Integer>> load, Clock clock) {
        this.load = load;
        this.clock = clock;
    }

    public Hosts now() {
        return seen(load.get());
    }

    private synchronized Hosts seen(Map<String, Integer> parts) {
        Instant now = clock.instant();
        if (!known.equals(parts.keySet())) {
            known = Set.copyOf(parts.keySet());
            since = now;
        }
        return new Hosts(parts, !now.isBefore(since.plus(MIN_STEADY_TIME)));
    }
}
