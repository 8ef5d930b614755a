package io.paz.orchestrator.logs;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Workloads whose lines are wanted, as the engine names them.
 *
 * @param anywhere looked for on all hosts, since a workload that is gone or moved has lines where it was
 * @param byHost looked for on one host only, by its id
 */
public record WantedWorkloads(Set<String> anywhere, Map<String, Set<String>> byHost) {

    /** None at all. */
    public static final WantedWorkloads NONE = anywhere(Set.of());

    public static WantedWorkloads anywhere(Set<String> workloads) {
        return new WantedWorkloads(workloads, Map.of());
    }

    /** Those that are looked for on a host, in order. */
    Set<String> on(String host) {
        Set<String> workloads = new TreeSet<>(anywhere);
        workloads.addAll(byHost.getOrDefault(host, Set.of()));
        return workloads;
    }

    /** These and those. */
    public WantedWorkloads and(WantedWorkloads others) {
        Map<String, Set<String>> placed = Stream.of(this, others)
                .flatMap(workloads -> workloads.byHost().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, WantedWorkloads::both, TreeMap::new));
        return new WantedWorkloads(both(anywhere, others.anywhere), placed);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }
}
