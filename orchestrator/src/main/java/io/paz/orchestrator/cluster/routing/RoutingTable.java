package io.paz.orchestrator.cluster.routing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the keys below {@code /paz} say.
 *
 * @param domain beside {@code paz}; null when there is none
 * @param parts Paz's own parts, {@code paz-scheduler}, that are announced
 * @param skipped in order of their keys
 */
public record RoutingTable(
        @Nullable String domain,
        SortedMap<String, RoutedService> services,
        SortedMap<String, Address> parts,
        List<SkippedKey> skipped) {

    public static final RoutingTable EMPTY =
            new RoutingTable(null, Collections.emptySortedMap(), Collections.emptySortedMap(), List.of());

    public RoutingTable {
        services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        skipped = List.copyOf(skipped);
    }
}
