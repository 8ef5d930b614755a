package io.paz.host.stats;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machine and its containers used in the last hour. A container's samples go with the container. Safe for several
 * threads.
 */
public final class UsageHistory {
    private static final Logger log = LoggerFactory.getLogger(UsageHistory.class);
    private static final Duration NAME_REFRESH_INTERVAL = Duration.ofSeconds(2);
    /** Between two questions for a container that the engine does not name: it is another platform's, or none of the engine's. */
    private static final Duration MAX_NAME_REFRESH_INTERVAL = Duration.ofMinutes(2);

    private static final Duration UNAVAILABLE_ENGINE_RETRY_INTERVAL = Duration.ofSeconds(10);

    private final UsageReader reader;
    private final ContainerNames names;
    private final Clock clock;
    private final SampleHistory machine = new SampleHistory();
    private final Map<String, Container> containers = new TreeMap<>();
    private Instant askNames = Instant.MIN;
    private Duration nameRefreshInterval = NAME_REFRESH_INTERVAL;
    private boolean namesKnown = true;

    public UsageHistory(UsageReader reader, ContainerNames names, Clock clock) {
        this.reader = reader;
        this.names = names;
        this.clock = clock;
    }

    private static final class Container {
        private final SampleHistory history = new SampleHistory();
        private Optional<ContainerIdentity> identity = Optional.empty();
        private Optional<Long> memoryLimit = Optional.empty();
    }

    /** Reads everything once. Blocks; a single thread calls it, each second. */
    public void sample() throws IOException {
        Instant now = clock.instant();
        Reading ofMachine = reader.machine();
        Set<String> running = reader.containers();
        synchronized (this) {
            machine.add(new Sample(now, ofMachine));
            containers.keySet().retainAll(running);
        }
        for (String id : running) {
            Optional<UsageReader.ContainerUsage> usage = reader.container(id);
            if (usage.isPresent()) {
                add(id, now, usage.get());
            }
        }
        if (someAreNameless() && !now.isBefore(askNames)) {
            askNames = now.plus(askNames() ? nextNameRefreshInterval() : UNAVAILABLE_ENGINE_RETRY_INTERVAL);
        }
    }

    /** Twice as long after each question, until there is a new container. */
    private Duration nextNameRefreshInterval() {
        Duration next = nameRefreshInterval;
        Duration twice = next.multipliedBy(2);
        nameRefreshInterval = twice.compareTo(MAX_NAME_REFRESH_INTERVAL) < 0 ? twice : MAX_NAME_REFRESH_INTERVAL;
        return next;
    }

    private synchronized void add(String id, Instant now, UsageReader.ContainerUsage usage) {
        Container container = containers.get(id);
        if (container == null) {
            container = new Container();
            containers.put(id, container);
            askNames = Instant.MIN;
            nameRefreshInterval = NAME_REFRESH_INTERVAL;
        }
        container.memoryLimit = usage.memoryLimit();
        boolean shared = container.identity.map(known -> !known.ownNetwork()).orElse(false);
        container.history.add(new Sample(now, shared ? withoutNetwork(usage.reading()) : usage.reading()));
    }

    private static Reading withoutNetwork(Reading reading) {
        return new Reading(reading.cpu(), reading.memory(), List.of(), reading.disk(), reading.fileSystems());
    }

    private synchronized boolean someAreNameless() {
        return containers.values().stream().anyMatch(container -> container.identity.isEmpty());
    }

    /** Whether the engine answered; it may list a container later than its group is there. */
    private boolean askNames() {
        try {
            List<ContainerIdentity> all = names.all();
            synchronized (this) {
                all.forEach(identity -> {
                    Container container = containers.get(identity.id());
                    if (container != null) {
                        container.identity = Optional.of(identity);
                    }
                });
            }
            namesKnown = true;
            return true;
        } catch (IOException e) {
            if (namesKnown) {
                log.warn("Cannot list containers, the Docker engine failed: {}", e.getMessage());
            }
            namesKnown = false;
            return false;
        }
    }

    /** The machine as a whole, without an id. */
    public synchronized ContainerRecord machine(Instant start, Instant end) {
        return new ContainerRecord("", Optional.empty(), Optional.empty(), machine.between(start, end));
    }

    public synchronized List<ContainerRecord> containers(Instant start, Instant end) {
        return containers.entrySet().stream()
                .map(entry -> record(entry.getKey(), entry.getValue(), start, end))
                .toList();
    }

    private static ContainerRecord record(String id, Container container, Instant start, Instant end) {
        return new ContainerRecord(
                id, container.identity, container.memoryLimit, container.history.between(start, end));
    }
}
