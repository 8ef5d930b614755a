package io.paz.orchestrator.monitoring;

import io.paz.engine.HostResources;
import io.paz.engine.HostUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Usage of all hosts and workloads during the last hour. A workload is kept for an hour after its container went. Safe for several
 * threads.
 */
public final class UsageBook {

    private final Map<String, HostEntry> hosts = new TreeMap<>();

    private static final class HostEntry {
        private final UsageRing ring = new UsageRing();
        private final Map<String, WorkloadEntry> workloads = new TreeMap<>();
        private Optional<HostResources> capacity = Optional.empty();
        private Optional<String> problem = Optional.empty();
        private Instant since = Instant.EPOCH;
    }

    private static final class WorkloadEntry {
        private final UsageRing ring = new UsageRing();
        private Optional<Long> memoryLimit = Optional.empty();
        private boolean running;
    }

    /** Takes in what a host answered; whether it did not answer before. */
    public synchronized boolean answered(String host, Instant now, HostUsage reading) {
        HostEntry entry = entry(host, now);
        boolean back = entry.problem.isPresent();
        if (back) {
            entry.problem = Optional.empty();
            entry.since = now;
        }
        entry.capacity = Optional.of(reading.resources());
        reading.host().forEach(entry.ring::add);
        entry.workloads.values().forEach(workload -> workload.running = false);
        reading.containers().forEach((name, workload) -> take(entry, name, workload));
        Instant oldest = now.minus(UsageRing.HOUR);
        entry.workloads
                .values()
                .removeIf(workload -> !workload.running
                        && workload.ring.time().map(oldest::isAfter).orElse(true));
        return back;
    }

    private static void take(HostEntry host, String name, HostUsage.ContainerUsage reading) {
        WorkloadEntry workload = host.workloads.computeIfAbsent(name, key -> new WorkloadEntry());
        workload.running = true;
        workload.memoryLimit = reading.memoryLimit();
        reading.samples().forEach(workload.ring::add);
    }

    /** Notes that a host does not answer; whether it did before, or was not known. */
    public synchronized boolean silent(String host, Instant now, String problem) {
        boolean known = hosts.containsKey(host);
        HostEntry entry = entry(host, now);
        boolean first = entry.problem.isEmpty() || !known;
        if (entry.problem.isEmpty()) {
            entry.since = now;
        }
        entry.problem = Optional.of(problem);
        return first;
    }

    private HostEntry entry(String host, Instant now) {
        return hosts.computeIfAbsent(host, id -> {
            HostEntry made = new HostEntry();
            made.since = now;
            return made;
        });
    }

    /** Forgets the hosts that are gone for an hour. */
    public synchronized void keep(Set<String> present, Instant now) {
        hosts.entrySet()
                .removeIf(host -> !present.contains(host.getKey())
                        && host.getValue().ring.time().orElse(Instant.EPOCH).isBefore(now.minus(Duration.ofHours(1))));
    }

    /** Time of the host's last reading; empty before the first. */
    public synchronized Optional<Instant> lastRead(String host) {
        return Optional.ofNullable(hosts.get(host)).flatMap(entry -> entry.ring.time());
    }

    public synchronized Optional<Stats.OfHost> host(String id) {
        return Optional.ofNullable(hosts.get(id))
                .map(host -> new Stats.OfHost(
                        id, host.since, host.problem, host.capacity, host.ring.now(), host.ring.hour()));
    }

    /** The workload on each host that has it, or had it in the last hour. */
    public synchronized List<Stats.OfWorkload> workloads(String name) {
        return hosts.entrySet().stream()
                .filter(host -> host.getValue().workloads.containsKey(name))
                .map(host -> workload(name, host.getKey(), host.getValue()))
                .toList();
    }

    private static Stats.OfWorkload workload(String name, String id, HostEntry host) {
        WorkloadEntry workload = host.workloads.getOrDefault(name, new WorkloadEntry());
        return new Stats.OfWorkload(
                name,
                id,
                workload.running,
                host.problem,
                workload.memoryLimit,
                workload.ring.now(),
                workload.ring.hour());
    }
}
