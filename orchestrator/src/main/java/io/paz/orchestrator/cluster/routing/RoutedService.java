package io.paz.orchestrator.cluster.routing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Routing keys of a service: visibility, domains and announced instances. */
public record RoutedService(
        String name, boolean publicFacing, List<String> domains, SortedMap<Integer, RoutedVersion> versions) {

    public RoutedService {
        domains = List.copyOf(domains);
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
