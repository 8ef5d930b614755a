package io.paz.orchestrator.cluster.routing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of a service.
 *
 * @param weight of each of its servers, 0 to 256
 * @param instances announced ones, by their number
 */
public record RoutedVersion(int weight, SortedMap<Integer, Address> instances) {

    public static final int DEFAULT_WEIGHT = 100;

    public RoutedVersion {
        instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    }
}
