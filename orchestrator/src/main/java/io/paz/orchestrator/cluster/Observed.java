package io.paz.orchestrator.cluster;

import io.paz.engine.Host;
import io.paz.engine.HostResources;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.orchestrator.cluster.balancing.BalancerReading;
import io.paz.orchestrator.cluster.routing.RoutingTable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that was seen last. An observation that says nothing new leaves the very same map in place, so that what did not change
 * is found by looking at references.
 */
record Observed(
        Map<String, Host> hosts,
        Map<String, HostResources> resources,
        Map<WorkloadKey, Workload> states,
        Map<WorkloadName, String> desiredStates,
        Map<String, Document> services,
        Map<String, Document> deployments,
        RoutingTable routing,
        Map<String, BalancerReading> readings,
        Map<String, SourceStatus> sources) {

    static final Observed NOTHING = new Observed(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), RoutingTable.EMPTY, Map.of(), Map.of());

    Observed after(Observation observation) {
        if (observation instanceof Observation.Hosts seen) {
            return withHosts(seen.hosts(), resourcesOf(seen.hosts()));
        }
        if (observation instanceof Observation.KnownResources seen) {
            return withHosts(hosts.values(), with(seen));
        }
        if (observation instanceof Observation.Workloads seen) {
            return withWorkloads(sorted(seen.workloads(), WorkloadKey::of, states), desiredStates);
        }
        if (observation instanceof Observation.SomeWorkloads seen) {
            return withWorkloads(with(seen.workloads()), desiredStates);
        }
        if (observation instanceof Observation.DesiredStates seen) {
            return withWorkloads(states, unlessEqual(Map.copyOf(seen.states()), desiredStates));
        }
        if (observation instanceof Observation.Services seen) {
            return with(inOrder(seen.services(), services), deployments);
        }
        if (observation instanceof Observation.Deployments seen) {
            return with(services, inOrder(seen.deployments(), deployments));
        }
        if (observation instanceof Observation.SomeDeployments seen) {
            return with(services, inOrder(beforeOthers(seen.deployments()), deployments));
        }
        if (observation instanceof Observation.Routing seen) {
            return with(seen.table().equals(routing) ? routing : seen.table(), readings, sources);
        }
        if (observation instanceof Observation.Balancers seen) {
            return with(routing, rated(seen.readings()), sources);
        }
        return with(routing, readings, with(((Observation.Source) observation).status()));
    }

    private Map<WorkloadKey, Workload> with(List<Workload> seen) {
        if (seen.stream().allMatch(workload -> workload.equals(states.get(WorkloadKey.of(workload))))) {
            return states;
        }
        SortedMap<WorkloadKey, Workload> all = new TreeMap<>(states);
        seen.forEach(workload -> all.put(WorkloadKey.of(workload), workload));
        return Collections.unmodifiableSortedMap(all);
    }

    private Collection<Document> beforeOthers(List<Document> newest) {
        Map<String, Document> all = new LinkedHashMap<>();
        newest.forEach(document -> all.put(document.id(), document));
        deployments.forEach(all::putIfAbsent);
        return all.values();
    }

    private Map<String, HostResources> resourcesOf(Collection<Host> seen) {
        Map<String, HostResources> left = new TreeMap<>(resources);
        left.keySet().retainAll(seen.stream().map(Host::id).collect(Collectors.toSet()));
        return left;
    }

    private Map<String, HostResources> with(Observation.KnownResources seen) {
        Map<String, HostResources> all = new TreeMap<>(resources);
        all.put(seen.host(), seen.resources());
        return all;
    }

    private Observed withHosts(Collection<Host> seen, Map<String, HostResources> known) {
        List<Host> whole = seen.stream()
                .map(host -> host.with(known.getOrDefault(host.id(), host.resources())))
                .toList();
        return new Observed(
                sorted(whole, Host::id, hosts),
                Collections.unmodifiableMap(known),
                states,
                desiredStates,
                services,
                deployments,
                routing,
                readings,
                sources);
    }

    /** Readings with rates, from what was read before. */
    private Map<String, BalancerReading> rated(Collection<BalancerReading> seen) {
        SortedMap<String, BalancerReading> rated = new TreeMap<>();
        seen.forEach(reading -> rated.put(reading.id(), reading.after(readings.get(reading.id()))));
        return Collections.unmodifiableSortedMap(rated);
    }

    private Map<String, SourceStatus> with(SourceStatus status) {
        SortedMap<String, SourceStatus> all = new TreeMap<>(sources);
        all.put(status.name(), status);
        return unlessEqual(Collections.unmodifiableSortedMap(all), sources);
    }

    private Observed withWorkloads(Map<WorkloadKey, Workload> newStates, Map<WorkloadName, String> newDesired) {
        return new Observed(hosts, resources, newStates, newDesired, services, deployments, routing, readings, sources);
    }

    private Observed with(Map<String, Document> newServices, Map<String, Document> newDeployments) {
        return new Observed(
                hosts, resources, states, desiredStates, newServices, newDeployments, routing, readings, sources);
    }

    private Observed with(
            RoutingTable newRouting, Map<String, BalancerReading> newReadings, Map<String, SourceStatus> newSources) {
        return new Observed(
                hosts, resources, states, desiredStates, services, deployments, newRouting, newReadings, newSources);
    }

    private static <K extends Comparable<K>, V> Map<K, V> sorted(
            Collection<V> seen, Function<V, K> key, Map<K, V> before) {
        SortedMap<K, V> sorted = new TreeMap<>();
        seen.forEach(value -> sorted.put(key.apply(value), value));
        return unlessEqual(Collections.unmodifiableSortedMap(sorted), before);
    }

    private static Map<String, Document> inOrder(Collection<Document> seen, Map<String, Document> before) {
        Map<String, Document> byId = new LinkedHashMap<>();
        seen.forEach(document -> byId.put(document.id(), document));
        return unlessEqual(Collections.unmodifiableMap(byId), before);
    }

    private static <K, V> Map<K, V> unlessEqual(Map<K, V> now, Map<K, V> before) {
        return now.equals(before) ? before : now;
    }
}
