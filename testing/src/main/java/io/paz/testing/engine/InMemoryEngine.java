package io.paz.testing.engine;

import io.paz.engine.Condition;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.Host;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.Artefact;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.HeldPart;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.spec.ContainerSpec;
import io.paz.testing.engine.InMemoryCluster.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs instances in memory. */
final class InMemoryEngine implements ClusterEngine {

    private final InMemoryCluster cluster;
    private volatile long seen;

    InMemoryEngine(InMemoryCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<Artefact> artefacts(ContainerSpec spec) {
        return spec.ids().stream().map(id -> artefact(id, spec)).toList();
    }

    private static Artefact artefact(InstanceId id, ContainerSpec spec) {
        String text = "run " + id + ": " + spec + "\n";
        return new Artefact(id.toString(), Integer.toHexString(text.hashCode()), text);
    }

    @Override
    public List<Artefact> possibleArtefacts(ContainerSpec spec) {
        return artefacts(spec);
    }

    @Override
    public InstanceId instanceOf(String artefact) {
        return InstanceId.parse(artefact).orElseThrow(() -> new IllegalArgumentException(artefact + " is no instance"));
    }

    @Override
    public void submit(ContainerSpec spec, List<Integer> instances) {
        cluster.hold(spec, instances);
    }

    @Override
    public void withdraw(List<InstanceId> instances) {
        cluster.withdraw(instances);
    }

    @Override
    public void destroy(List<InstanceId> instances) {
        cluster.remove(instances);
    }

    @Override
    public List<InstanceStatus> status(List<InstanceId> instances) {
        return instances.stream().map(this::status).toList();
    }

    private InstanceStatus status(InstanceId id) {
        Instance held = cluster.find(id);
        return held == null
                ? new InstanceStatus(id, id.toString(), Condition.PENDING, "it is not held", null)
                : status(held);
    }

    private static InstanceStatus status(Instance held) {
        return new InstanceStatus(
                held.id(),
                held.id().toString(),
                held.condition(),
                "it is " + held.condition(),
                held.host().id());
    }

    @Override
    public boolean isGone(List<InstanceId> instances) {
        return instances.stream().allMatch(id -> cluster.find(id) == null);
    }

    @Override
    public Set<ReleaseId> present() {
        return cluster.instances().stream().map(held -> held.id().release()).collect(Collectors.toSet());
    }

    @Override
    public List<InstanceStatus> reported() {
        return cluster.instances().stream().map(InMemoryEngine::status).toList();
    }

    @Override
    public List<HeldPart> held() {
        return cluster.instances().stream()
                .map(held -> new HeldPart(
                        held.id(),
                        held.id().toString(),
                        false,
                        artefact(held.id(), held.spec()).hash(),
                        true,
                        held.condition(),
                        "it is " + held.condition(),
                        held.host().id()))
                .toList();
    }

    @Override
    public Optional<Boolean> awaitChange() {
        long before = seen;
        try {
            seen = cluster.awaitChange(before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("interrupted", e);
        }
        return Optional.of(seen != before);
    }

    @Override
    public Set<String> hosts() {
        return cluster.hosts().stream().map(Host::address).collect(Collectors.toSet());
    }

    @Override
    public Map<String, Integer> load() {
        Map<String, Integer> load = new TreeMap<>();
        cluster.hosts().forEach(host -> load.put(host.id(), 0));
        cluster.instances().forEach(held -> load.merge(held.host().id(), 1, Integer::sum));
        return load;
    }
}
