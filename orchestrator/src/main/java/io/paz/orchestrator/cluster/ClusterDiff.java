package io.paz.orchestrator.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes between two snapshots. Applied to the first, in this order, they yield the second. */
public final class ClusterDiff {

    private final List<Change> changes = new ArrayList<>();

    private ClusterDiff() {}

    public static List<Change> between(ClusterSnapshot before, ClusterSnapshot after) {
        ClusterDiff diff = new ClusterDiff();
        diff.compare(before.sources(), after.sources(), "source.add", "source.change", "source.remove");
        diff.compare(before.hosts(), after.hosts(), "host.add", "host.change", "host.remove");
        diff.compare(before.services(), after.services(), "service.create", "service.modifyConfig", "service.del");
        diff.compare(
                before.deployments(), after.deployments(), "deployment.add", "deployment.change", "deployment.remove");
        diff.compare(before.workloads(), after.workloads(), "unit.add", "unit.change", "unit.remove");
        diff.compare(
                before.loadBalancers(),
                after.loadBalancers(),
                "loadbalancer.add",
                "loadbalancer.change",
                "loadbalancer.remove");
        return List.copyOf(diff.changes);
    }

    private <K, V extends Object> void compare(
            Map<K, V> before, Map<K, V> after, String added, String changed, String removed) {
        if (before == after) {
            return;
        }
        before.forEach((key, value) -> {
            if (!after.containsKey(key)) {
                changes.add(new Change(removed, value));
            }
        });
        after.forEach((key, value) -> {
            V old = before.get(key);
            if (old == null) {
                changes.add(new Change(added, value));
            } else if (!old.equals(value)) {
                changes.add(new Change(changed, value));
            }
        });
    }
}
