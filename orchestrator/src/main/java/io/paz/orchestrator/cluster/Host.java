package io.paz.orchestrator.cluster;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the cluster.
 *
 * @param resources null until it told them
 */
public record Host(
        String id,
        String address,
        SortedMap<String, String> metadata,
        @Nullable Resources resources) {

    public Host {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public Host(String id, String address, SortedMap<String, String> metadata) {
        this(id, address, metadata, null);
    }

    Host with(@Nullable Resources known) {
        return new Host(id, address, metadata, known);
    }
}
