package io.paz.orchestrator.cluster;

import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.orchestrator.cluster.balancing.LoadBalancer;
import io.paz.orchestrator.cluster.routing.RoutingTable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cluster at one moment: a function of what was seen of it, and of nothing else. */
public final class ClusterSnapshot {

    /** A cluster of which nothing is known yet. */
    public static final ClusterSnapshot UNKNOWN =
            new ClusterSnapshot(Observed.NOTHING, Collections.emptySortedMap(), Collections.emptySortedMap());

    private final Observed observed;
    private final SortedMap<WorkloadKey, Workload> workloads;
    private final SortedMap<String, LoadBalancer> loadBalancers;

    private ClusterSnapshot(
            Observed observed,
            SortedMap<WorkloadKey, Workload> workloads,
            SortedMap<String, LoadBalancer> loadBalancers) {
        this.observed = observed;
        this.workloads = workloads;
        this.loadBalancers = loadBalancers;
    }

    /** The cluster once this was seen too; the very same object when it says nothing new. */
    public ClusterSnapshot after(Observation observation) {
        Observed now = observed.after(observation);
        return now.equals(observed) ? this : new ClusterSnapshot(now, workloadsOf(now), loadBalancersOf(now));
    }

    private SortedMap<WorkloadKey, Workload> workloadsOf(Observed now) {
        boolean same = now.states() == observed.states()
                && now.desiredStates() == observed.desiredStates()
                && now.hosts() == observed.hosts()
                && now.routing().parts().equals(observed.routing().parts())
                && now.sources() == observed.sources();
        if (same) {
            return workloads;
        }
        SortedMap<WorkloadKey, Workload> all = new TreeMap<>();
        now.states()
                .forEach((key, workload) -> all.put(
                        key, workload.withDesiredState(now.desiredStates().getOrDefault(workload.name(), ""))));
        addUnplaced(now.desiredStates(), all);
        PlatformParts.of(now).stream()
                .filter(part -> !isThere(part.name().text(), all))
                .forEach(part -> all.put(WorkloadKey.of(part), part));
        return all.equals(workloads) ? workloads : Collections.unmodifiableSortedMap(all);
    }

    private static void addUnplaced(
            Map<WorkloadName, String> desiredStates, SortedMap<WorkloadKey, Workload> workloads) {
        desiredStates.forEach((name, state) -> {
            if (!isThere(name.text(), workloads)) {
                Workload workload = Workload.unplaced(name, state);
                workloads.put(WorkloadKey.of(workload), workload);
            }
        });
    }

    private static boolean isThere(String name, SortedMap<WorkloadKey, Workload> workloads) {
        SortedMap<WorkloadKey, Workload> from = workloads.tailMap(new WorkloadKey(name, ""));
        return !from.isEmpty() && from.firstKey().name().equals(name);
    }

    private SortedMap<String, LoadBalancer> loadBalancersOf(Observed now) {
        if (now.routing().equals(observed.routing()) && now.readings() == observed.readings()) {
            return loadBalancers;
        }
        SortedMap<String, LoadBalancer> all =
                LoadBalancer.of(now.routing(), now.readings().values());
        return all.equals(loadBalancers) ? loadBalancers : Collections.unmodifiableSortedMap(all);
    }

    /** By id. */
    public Map<String, Host> hosts() {
        return observed.hosts();
    }

    /** Those of the engine, and Paz's own parts. */
    public SortedMap<WorkloadKey, Workload> workloads() {
        return workloads;
    }

    /** The first workload of that name. */
    public Optional<Workload> workload(String name) {
        return workloadsNamed(name).stream().findFirst();
    }

    /** Workloads of that name, one for each host that has it. */
    public Collection<Workload> workloadsNamed(String name) {
        return workloads
                .subMap(new WorkloadKey(name, ""), new WorkloadKey(name + "\0", ""))
                .values();
    }

    /** By name, in the order of the service directory. */
    public Map<String, Document> services() {
        return observed.services();
    }

    /** The newest first, by {@code service/version}. */
    public Map<String, Document> deployments() {
        return observed.deployments();
    }

    /** Number of unfinished deployments. */
    public int runningDeployments() {
        return (int) deployments().values().stream().filter(Document::active).count();
    }

    /** By the service's name. */
    public SortedMap<String, LoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    public RoutingTable routing() {
        return observed.routing();
    }

    /** Parts that the state is read from, by name. */
    public Map<String, SourceStatus> sources() {
        return observed.sources();
    }

    public @Nullable Host host(String id) {
        return observed.hosts().get(id);
    }
}
