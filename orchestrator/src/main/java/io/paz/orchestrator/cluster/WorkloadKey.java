package io.paz.orchestrator.cluster;

import io.paz.engine.Workload;
import java.util.Comparator;

/** A workload on a host, since one may run on several; in order of the names. */
public record WorkloadKey(String name, String hostId) implements Comparable<WorkloadKey> {

    private static final Comparator<WorkloadKey> ORDER =
            Comparator.comparing(WorkloadKey::name).thenComparing(WorkloadKey::hostId);

    static WorkloadKey of(Workload workload) {
        return new WorkloadKey(workload.name().text(), workload.hostId());
    }

    @Override
    public int compareTo(WorkloadKey other) {
        return ORDER.compare(this, other);
    }
}
