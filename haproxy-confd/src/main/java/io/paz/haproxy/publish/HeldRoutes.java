package io.paz.haproxy.publish;

import io.paz.engine.InstanceId;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.key.ConfigKeys;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps routes that etcd lacks only because no announcer has reported. An announcer marks its host once it has announced what runs there, and
 * mark and announcements have one lease. So where no host is marked although HAProxy serves instances, at the start, or where the last
 * marks went at once with other keys, what is missing stays until it is back or its host is marked again, at most for {@link #TIMEOUT}.
 * A host that goes while others are marked is a lost one, whose routes go.
 */
public final class HeldRoutes {

    /** An announcer marks its host within 20 s of its start, and the program that it lives in starts within as many. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(HeldRoutes.class);

    private final SortedMap<String, String> held = new TreeMap<>();
    private SortedMap<String, String> previous;
    private Set<String> marked = Set.of();
    private boolean isFirst = true;
    private long deadline;

    private HeldRoutes(SortedMap<String, String> served) {
        this.previous = served;
    }

    /** @param configuration HAProxy's, as it was found at the start */
    public static HeldRoutes servedBy(String configuration) {
        SortedMap<String, String> served = new TreeMap<>();
        Layout.of(configuration).servers().forEach((name, server) -> {
            InstanceId.parse(name.name()).ifPresent(id -> {
                served.put(AnnouncementKeys.of(id), server.address());
                served.put(ConfigKeys.host(host(server.address())), "");
            });
        });
        return new HeldRoutes(served);
    }

    /** Number of routes that are held now. */
    public synchronized int count() {
        return held.tailMap(AnnouncementKeys.ROOT).size();
    }

    /**
     * Returns the keys to be published: those of etcd, and those that are held.
     *
     * @param now in nanoseconds, of a clock that only goes on
     */
    public synchronized SortedMap<String, String> withHeld(SortedMap<String, String> present, long now) {
        Set<String> hosts = markedHosts(present);
        boolean begins = hosts.isEmpty() && (isFirst || !marked.isEmpty());
        if (begins) {
            hold(present, now);
        }
        release(present, hosts, now);
        isFirst = false;
        marked = hosts;
        previous = present;
        return merged(present);
    }

    private void hold(SortedMap<String, String> present, long now) {
        previous.forEach((key, value) -> {
            if (!present.containsKey(key) && !key.startsWith(ConfigKeys.ANNOUNCERS)) {
                held.put(key, value);
            }
        });
        deadline = now + TIMEOUT.toNanos();
        if (count() > 0) {
            log.warn(
                    "etcd lacks {} routes that HAProxy serves, and no announcer has reported; keeping them until one has, at most {} s",
                    count(),
                    TIMEOUT.toSeconds());
        }
    }

    /** What the scheduler writes has no mark; it is back within seconds. */
    private void release(SortedMap<String, String> present, Set<String> hosts, long now) {
        int before = count();
        held.keySet().removeAll(present.keySet());
        held.entrySet()
                .removeIf(entry ->
                        entry.getKey().startsWith(AnnouncementKeys.ROOT) && hosts.contains(host(entry.getValue())));
        if (now - deadline >= 0 && !held.isEmpty()) {
            log.warn("Removing {}, which nobody wrote again within {} s", held.keySet(), TIMEOUT.toSeconds());
            held.clear();
        }
        if (before > 0 && count() == 0) {
            log.info("HAProxy's routes are those of etcd again");
        }
    }

    private SortedMap<String, String> merged(SortedMap<String, String> present) {
        if (held.isEmpty()) {
            return present;
        }
        SortedMap<String, String> merged = new TreeMap<>(present);
        merged.putAll(held);
        return merged;
    }

    private static Set<String> markedHosts(SortedMap<String, String> keys) {
        Set<String> hosts = new HashSet<>();
        keys.tailMap(ConfigKeys.ANNOUNCERS).keySet().stream()
                .takeWhile(key -> key.startsWith(ConfigKeys.ANNOUNCERS))
                .forEach(key -> hosts.add(key.substring(ConfigKeys.ANNOUNCERS.length())));
        return hosts;
    }

    private static String host(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf(':')));
    }
}
