package io.paz.engine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the cluster.
 *
 * @param id as the engine names it
 * @param address in the cluster's network; empty while the engine knows none
 * @param resources null while they are not known
 */
public record Host(
        String id,
        String address,
        SortedMap<String, String> metadata,
        @Nullable HostResources resources) {

    public Host {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public Host(String id, String address, SortedMap<String, String> metadata) {
        this(id, address, metadata, null);
    }

    public Host(String id, String address) {
        this(id, address, Collections.emptySortedMap(), null);
    }

    /** The same host with these resources. */
    public Host with(@Nullable HostResources known) {
        return new Host(id, address, metadata, known);
    }
}
