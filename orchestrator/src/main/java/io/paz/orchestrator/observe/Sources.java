package io.paz.orchestrator.observe;

import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.cluster.SourceStatus;
import io.paz.orchestrator.live.LiveCluster;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps whether each source answers; says so in the log when it changes, and never twice. */
public final class Sources {

    private static final Logger log = LoggerFactory.getLogger(Sources.class);

    private final LiveCluster cluster;
    private final Clock clock;
    private final Map<String, SourceStatus> known = new HashMap<>();

    public Sources(LiveCluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Names a source before it was asked. */
    public synchronized void expect(String name) {
        put(SourceStatus.unread(name, clock.instant()));
    }

    public synchronized void answered(String name) {
        SourceStatus before = of(name);
        if (!before.up() && before.everRead()) {
            log.info("{} reachable again", name);
        }
        put(before.answered(clock.instant()));
    }

    public void silent(String name, Throwable failure) {
        String message = failure.getMessage();
        silent(name, message == null ? failure.getClass().getSimpleName() : message);
    }

    public synchronized void silent(String name, String problem) {
        SourceStatus before = of(name);
        SourceStatus now = before.silent(clock.instant(), problem);
        if (before.up() || !before.everRead() && !problem.equals(before.problem())) {
            log.warn("{} unavailable, showing the last known state: {}", name, problem);
        }
        put(now);
    }

    private SourceStatus of(String name) {
        return known.getOrDefault(name, SourceStatus.unread(name, Instant.EPOCH));
    }

    private void put(SourceStatus status) {
        if (!status.equals(known.put(status.name(), status))) {
            cluster.observe(new Observation.Source(status));
        }
    }
}
