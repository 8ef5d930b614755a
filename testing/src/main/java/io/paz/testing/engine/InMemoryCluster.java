package io.paz.testing.engine;

import io.paz.engine.Condition;
import io.paz.engine.Host;
import io.paz.engine.HostResources;
import io.paz.engine.InstanceId;
import io.paz.engine.control.Engine;
import io.paz.engine.control.HostImages;
import io.paz.engine.control.HostSpace;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.view.EngineView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hosts and instances in memory. What is submitted runs at once and is announced at once; an image whose name holds
 * {@code no-such-image} cannot be pulled. Safe for several threads.
 */
public final class InMemoryCluster implements EngineFixture {

    private static final Comparator<InstanceId> ORDER = Comparator.comparing(InstanceId::service)
            .thenComparing(InstanceId::version)
            .thenComparing(InstanceId::instance);

    private final List<Host> hosts = new ArrayList<>();
    private final SortedMap<InstanceId, Instance> instances = new TreeMap<>(ORDER);
    private final Engine engine =
            new Engine(new InMemoryEngine(this), new InMemoryDiagnostics(), new Images(), HostSpace.UNKNOWN);
    private final EngineView view;
    private long changes;

    /**
     * An instance that is held.
     *
     * @param run which start of it this is
     */
    record Instance(InstanceId id, ContainerSpec spec, Host host, long run, boolean isAnnounced) {

        boolean isPulled() {
            return !spec.image().contains("no-such-image");
        }

        Condition condition() {
            return isPulled() ? Condition.RUNNING : Condition.RESTARTING;
        }

        private Instance withdrawn() {
            return new Instance(id, spec, host, run, false);
        }

        private Instance restarted(long start) {
            return new Instance(id, spec, host, start, isAnnounced);
        }
    }

    /** @param count of hosts, {@code 10.0.0.1} and so on */
    public InMemoryCluster(int count) {
        for (int number = 1; number <= count; number++) {
            hosts.add(new Host(
                    "host-" + number, "10.0.0." + number, new TreeMap<>(), new HostResources(2, 1L << 30, 1L << 34)));
        }
        InMemoryView all = new InMemoryView(this);
        view = new EngineView(all, all, all);
    }

    synchronized List<Host> hosts() {
        return List.copyOf(hosts);
    }

    synchronized List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    synchronized @Nullable Instance find(InstanceId id) {
        return instances.get(id);
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits, for at most a second, for a change after that one. */
    synchronized long awaitChange(long seen) throws InterruptedException {
        if (changes == seen) {
            wait(1_000);
        }
        return changes;
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    synchronized void hold(ContainerSpec spec, List<Integer> numbers) {
        for (int number : numbers) {
            InstanceId id = spec.release().instance(number);
            Instance held = instances.get(id);
            if (held == null || !held.spec().equals(spec)) {
                // The two of a pair are on different hosts where there are two.
                Host host = hosts.get((number - 1) % hosts.size());
                instances.put(id, new Instance(id, spec, host, changes, spec.isRouted()));
                changed();
            }
        }
    }

    synchronized void withdraw(List<InstanceId> ids) {
        ids.forEach(id -> instances.computeIfPresent(id, (key, held) -> held.withdrawn()));
        changed();
    }

    synchronized void remove(List<InstanceId> ids) {
        if (instances.keySet().removeAll(ids)) {
            changed();
        }
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public EngineView view() {
        return view;
    }

    @Override
    public synchronized String announced(InstanceId id) {
        Instance held = instances.get(id);
        return held == null || !held.isAnnounced() || !held.isPulled()
                ? ""
                : held.host().address() + ":" + (8_000 + id.instance());
    }

    @Override
    public synchronized String container(InstanceId id) {
        Instance held = instances.get(id);
        return held == null || !held.isPulled() ? "" : id + "/" + held.run();
    }

    @Override
    public synchronized List<String> environment(InstanceId id) {
        Instance held = instances.get(id);
        return held == null
                ? List.of()
                : held.spec().env().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList();
    }

    @Override
    public synchronized void kill(InstanceId id) {
        changed();
        instances.computeIfPresent(id, (key, held) -> held.restarted(changes));
    }

    @Override
    public synchronized boolean hasContainers(String service) {
        return instances.keySet().stream().anyMatch(id -> id.service().equals(service));
    }

    @Override
    public String image() {
        return "example/image:1";
    }

    /** What one host holds; of the images of several hosts nothing is known. */
    private final class Images implements HostImages {

        private static final String ID = "sha256:" + "1".repeat(64);

        @Override
        public Finding find(String reference) {
            if (hosts.size() > 1) {
                return Finding.unknown();
            }
            boolean isHeld = List.of(image(), ID).contains(reference);
            return new Finding(true, isHeld ? new HostImage(ID, List.of()) : null);
        }

        @Override
        public void protect(String service, List<String> ids) {}

        @Override
        public void expectPull(String reference) {}
    }
}
