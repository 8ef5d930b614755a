package io.paz.orchestrator.cluster;

import io.paz.engine.Workload;
import java.util.Comparator;

/** A workload on a host, since one may run on several; in order of the names. */
public record UnitKey(String name, String hostId) implements Comparable<UnitKey> {

    private static final Comparator<UnitKey> ORDER =
            Comparator.comparing(UnitKey::name).thenComparing(UnitKey::hostId);

    static UnitKey of(Workload workload) {
        return new UnitKey(workload.name().text(), workload.hostId());
    }

    @Override
    public int compareTo(UnitKey other) {
        return ORDER.compare(this, other);
    }
}
