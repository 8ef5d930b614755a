package io.paz.orchestrator.cluster;

import java.util.Comparator;

/** A unit on a host; in order of the names. */
public record UnitKey(String name, String hostId) implements Comparable<UnitKey> {

    private static final Comparator<UnitKey> ORDER =
            Comparator.comparing(UnitKey::name).thenComparing(UnitKey::hostId);

    @Override
    public int compareTo(UnitKey other) {
        return ORDER.compare(this, other);
    }
}
