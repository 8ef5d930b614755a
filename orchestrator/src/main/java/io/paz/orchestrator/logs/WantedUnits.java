package io.paz.orchestrator.logs;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Units whose lines are wanted, without {@code .service}.
 *
 * @param anywhere looked for on all hosts, since a unit that is gone or moved has lines where it was
 * @param byHost looked for on one host only, by its id
 */
public record WantedUnits(Set<String> anywhere, Map<String, Set<String>> byHost) {

    /** None at all. */
    public static final WantedUnits NONE = anywhere(Set.of());

    public static WantedUnits anywhere(Set<String> units) {
        return new WantedUnits(units, Map.of());
    }

    /** Those that are looked for on a host, in order. */
    Set<String> on(String host) {
        Set<String> units = new TreeSet<>(anywhere);
        units.addAll(byHost.getOrDefault(host, Set.of()));
        return units;
    }

    /** These and those. */
    public WantedUnits and(WantedUnits others) {
        Map<String, Set<String>> placed = Stream.of(this, others)
                .flatMap(units -> units.byHost().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, WantedUnits::both, TreeMap::new));
        return new WantedUnits(both(anywhere, others.anywhere), placed);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }
}
