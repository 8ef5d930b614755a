package io.paz.scheduler.testing;

import io.paz.engine.Condition;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.Artefact;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.HeldPart;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.serving.ServingSource;
import io.paz.scheduler.space.RoomCheck;
import io.paz.scheduler.traffic.LoadBalancers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Engine, announcements, routes and directory in memory: what outlives a scheduler that is killed. */
public final class FakeWorld implements ClusterEngine, Announcements, Routes, LoadBalancers {

    public final List<String> calls = new ArrayList<>();
    public final Map<String, ServiceDefinition> directory = new TreeMap<>();
    public final Map<String, Instant> created = new TreeMap<>();
    public final Set<String> published = new TreeSet<>();
    public final Set<String> hosts = new TreeSet<>(Set.of("10.0.0.1"));
    public final Set<String> allowed = new TreeSet<>();
    public final Map<String, String> keysOfOthers = new TreeMap<>();
    public final FakeHosts machines = new FakeHosts();
    public final List<String> violations = new ArrayList<>();
    public Predicate<ReleaseId> answers = release -> true;
    public Function<ReleaseId, Condition> condition = release -> Condition.RUNNING;
    public Predicate<ReleaseId> refuses = release -> false;
    public BiPredicate<ReleaseId, Integer> healthy = (release, instance) -> true;
    public Predicate<Slot> balanced = slot -> true;
    public Predicate<Slot> keptInBalancer = slot -> false;
    public Consumer<String> afterEffect = call -> {};
    public Function<Slot, String> content = slot -> "00";
    public Predicate<Slot> launched = slot -> true;

    public final FakeFaults faults = new FakeFaults();
    public final FakeTraffic traffic = new FakeTraffic();
    public final FakeImages images = new FakeImages();
    public ServingSource serving = ServingSource.NONE;
    public RoomCheck room = () -> {};
    public boolean directoryDown;
    public boolean engineDown;
    public boolean unrenderable;
    public int failingSubmissions;
    public boolean stale;
    private final Set<Slot> held = new HashSet<>();
    private final Set<Slot> announcing = new HashSet<>();
    private int mustServe;
    private long number;

    /** One instance of a version. */
    public record Slot(ReleaseId release, int instance) {
        InstanceId id() {
            return release.instance(instance);
        }
    }

    /** From now on that many instances must be announced at every moment. */
    public synchronized void mustServe(int instances) {
        mustServe = instances;
    }

    public synchronized Set<ReleaseId> heldReleases() {
        return held.stream().map(Slot::release).collect(Collectors.toUnmodifiableSet());
    }

    public synchronized Set<Slot> slots() {
        return Set.copyOf(held);
    }

    public synchronized void hold(Release release) {
        hold(release.id().ids(release.instances()));
    }

    private void hold(List<InstanceId> ids) {
        held.addAll(slots(ids));
        announcing.addAll(slots(ids));
        slots(ids).forEach(machines::place);
    }

    /** Takes it away, as if somebody did it behind the scheduler's back. */
    public synchronized void lose(Slot slot) {
        change(() -> {
            held.remove(slot);
            announcing.remove(slot);
        });
    }

    public synchronized void effect(String call, Runnable effect) {
        faults.countDown();
        effect.run();
        calls.add(call);
        number++;
        long serving =
                served().filter(slot -> traffic.weight(slot.release()) > 0).count();
        if (serving < mustServe) {
            violations.add(serving + " instances served after " + call);
        }
        notifyAll();
        afterEffect.accept(call);
        faults.countDown();
    }

    /** Changes the world from outside, and wakes whoever waits. */
    public synchronized void change(Runnable change) {
        change.run();
        number++;
        notifyAll();
    }

    private void requireEngine() {
        if (engineDown) {
            throw new EngineUnavailableException("fleet does not answer");
        }
    }

    @Override
    public List<Artefact> artefacts(ContainerSpec spec) {
        if (unrenderable) {
            throw new UnrenderableSpecException("env.A", "contains U+0000");
        }
        return spec.ids().stream()
                .map(id -> new Artefact(
                        part(id),
                        "00",
                        "[Service]\nExecStart=run " + spec.image() + " as " + part(id) + "\nEnvironment=" + spec.env()
                                + "\n"))
                .toList();
    }

    @Override
    public List<Artefact> possibleArtefacts(ContainerSpec spec) {
        return artefacts(spec);
    }

    @Override
    public synchronized Map<String, Integer> load() {
        requireEngine();
        return machines.load();
    }

    private static String part(InstanceId id) {
        return id + ".service";
    }

    private static List<Slot> slots(List<InstanceId> ids) {
        return ids.stream().map(id -> new Slot(id.release(), id.instance())).toList();
    }

    private static String label(List<InstanceId> ids) {
        return ids.get(0).release() + " "
                + ids.stream().map(InstanceId::instance).toList();
    }

    @Override
    public synchronized void submit(ContainerSpec spec, List<Integer> instances) {
        ReleaseId release = spec.release();
        requireEngine();
        if (refuses.test(release)) {
            throw new EngineRefusedException("fleet answered 400: bad unit");
        }
        if (failingSubmissions > 0) {
            failingSubmissions--;
            effect("half submit " + release, () -> held.addAll(slots(release.ids(instances))));
            throw new EngineUnavailableException("connection reset");
        }
        effect("submit " + release + " " + instances, () -> hold(release.ids(instances)));
    }

    @Override
    public Optional<Boolean> awaitChange() {
        return Optional.empty();
    }

    @Override
    public synchronized List<InstanceStatus> reported() {
        requireEngine();
        return held.stream()
                .map(slot -> new InstanceStatus(
                        slot.id(), part(slot.id()), condition.apply(slot.release()), "active (running), loaded", null))
                .toList();
    }

    @Override
    public synchronized List<InstanceStatus> status(List<InstanceId> ids) {
        requireEngine();
        Condition usual = condition.apply(ids.get(0).release());
        return ids.stream().map(id -> status(id, usual)).toList();
    }

    private InstanceStatus status(InstanceId id, Condition usual) {
        Condition now = healthy.test(id.release(), id.instance()) ? usual : Condition.FAILED;
        return new InstanceStatus(id, part(id), now, part(id) + " is " + now, null);
    }

    @Override
    public synchronized void withdraw(List<InstanceId> ids) {
        requireEngine();
        effect("withdraw " + label(ids), () -> announcing.removeAll(slots(ids)));
    }

    @Override
    public synchronized void destroy(List<InstanceId> ids) {
        requireEngine();
        List<Slot> gone = slots(ids);
        if (mustServe > 0 && gone.stream().anyMatch(announcing::contains)) {
            violations.add("destroyed with its routes: " + gone);
        }
        effect("destroy " + label(ids), () -> {
            announcing.removeAll(gone);
            held.removeAll(gone);
            gone.forEach(machines::remove);
        });
    }

    @Override
    public synchronized boolean isGone(List<InstanceId> ids) {
        return slots(ids).stream().noneMatch(held::contains);
    }

    @Override
    public synchronized List<Report> ask(String service) {
        return traffic.ask(
                Stream.concat(served().filter(balanced), held.stream().filter(keptInBalancer)));
    }

    private Stream<Slot> served() {
        return announcing.stream()
                .filter(held::contains)
                .filter(slot -> answers.test(slot.release()) && healthy.test(slot.release(), slot.instance()));
    }

    @Override
    public synchronized Set<ReleaseId> present() {
        requireEngine();
        return heldReleases();
    }

    @Override
    public synchronized List<HeldPart> held() {
        requireEngine();
        return held.stream()
                .map(slot -> {
                    InstanceStatus status = status(slot.id(), condition.apply(slot.release()));
                    return new HeldPart(
                            slot.id(),
                            status.name(),
                            false,
                            content.apply(slot),
                            launched.test(slot),
                            status.condition(),
                            status.condition().toString(),
                            machines.of(slot));
                })
                .toList();
    }

    @Override
    public InstanceId instanceOf(String part) {
        return InstanceId.parse(part.substring(0, part.lastIndexOf('.'))).orElseThrow();
    }

    @Override
    public synchronized Set<String> hosts() {
        requireEngine();
        return Set.copyOf(hosts);
    }

    @Override
    public synchronized View view() {
        Map<ReleaseId, Map<Integer, String>> addresses = served().collect(Collectors.groupingBy(
                Slot::release, Collectors.toMap(Slot::instance, slot -> "10.0.0.1:800" + slot.instance())));
        return new View(number, stale, addresses);
    }

    @Override
    public synchronized View awaitChange(View seen, Duration atMost) throws InterruptedException {
        if (seen.number() == number) {
            wait(Math.max(1, atMost.toMillis()));
        }
        return view();
    }

    @Override
    public SortedMap<String, String> keysOfOthers(String service) {
        return new TreeMap<>(keysOfOthers);
    }

    @Override
    public void publishVersion(Release release) {
        effect("publish " + release.id(), () -> published.add(release.id().toString()));
    }

    @Override
    public void publishWeights(Map<ReleaseId, Integer> wanted) {
        effect(
                "weigh "
                        + new TreeMap<>(wanted.entrySet().stream()
                                .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue))),
                () -> traffic.weights.putAll(wanted));
    }

    @Override
    public void publishService(Release release) {
        effect(
                "publish service by " + release.id(),
                () -> published.add(release.id().service()));
    }

    @Override
    public void removeAnnouncements(ReleaseId release, List<Integer> instances) {
        effect(
                "remove keys of " + release + " " + instances,
                () -> announcing.removeIf(
                        slot -> slot.release().equals(release) && instances.contains(slot.instance())));
    }

    @Override
    public void removeVersion(ReleaseId release) {
        effect("unpublish " + release, () -> {
            published.remove(release.toString());
            traffic.weights.remove(release);
        });
    }

    @Override
    public void removeService(String service) {
        effect("unpublish " + service, () -> published.removeIf(key -> key.split(" ")[0].equals(service)));
    }

    @Override
    public synchronized Set<ReleaseId> versions() {
        return published.stream()
                .map(key -> key.split(" "))
                .filter(words -> words.length == 2)
                .map(words -> new ReleaseId(words[0], Integer.parseInt(words[1])))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void allowHost(String address) {
        allowed.add(address);
    }

    @Override
    public void disallowHost(String address) {
        allowed.remove(address);
    }

    /** The addresses that may be announced; the engine's own hosts are {@link #hosts}. */
    public Routes routes() {
        return new FakeRoutes(this);
    }
}
