package io.paz.scheduler.balancer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Addresses of all hosts listed within the last minute. A list that came back short or empty does not make the load balancers of
 * the other hosts disappear. Safe for several threads.
 */
public final class RecentHosts implements Supplier<Set<String>> {

    /** Twice the time after which the engine itself gives up a host. */
    private static final Duration RETENTION = Duration.ofSeconds(60);

    private final Supplier<Set<String>> hosts;
    private final LongSupplier nanos;
    private final Map<String, Long> lastSeen = new HashMap<>();

    /**
     * @param hosts addresses as the engine lists them now; what it throws is passed on
     * @param nanos a clock that never jumps
     */
    public RecentHosts(Supplier<Set<String>> hosts, LongSupplier nanos) {
        this.hosts = hosts;
        this.nanos = nanos;
    }

    @Override
    public Set<String> get() {
        return listed(hosts.get());
    }

    private synchronized Set<String> listed(Set<String> now) {
        long time = nanos.getAsLong();
        now.forEach(host -> lastSeen.put(host, time));
        lastSeen.values().removeIf(seen -> time - seen > RETENTION.toNanos());
        return Set.copyOf(lastSeen.keySet());
    }
}
