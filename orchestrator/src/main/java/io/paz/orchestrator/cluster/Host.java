package io.paz.orchestrator.cluster;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A machine of the cluster. */
public record Host(String id, String address, SortedMap<String, String> metadata) {

    public Host {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }
}
