package io.paz.scheduler.testing;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.engine.ClusterEngine;
import io.paz.scheduler.engine.EngineRefusedException;
import io.paz.scheduler.engine.EngineUnavailableException;
import io.paz.scheduler.engine.HeldPart;
import io.paz.scheduler.engine.InstanceLog;
import io.paz.scheduler.engine.InstanceLogs;
import io.paz.scheduler.engine.InstanceStatus;
import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.engine.Part;
import io.paz.scheduler.engine.PartText;
import io.paz.scheduler.engine.ReportedInstance;
import io.paz.scheduler.engine.UnrenderableReleaseException;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ReleaseId;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.serving.ServingSource;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Engine, announcements, routes and directory in memory: what outlives a scheduler that is killed. */
public final class FakeWorld implements ClusterEngine, Announcements, Routes, LoadBalancers, InstanceLogs {

    public final List<String> calls = new ArrayList<>();
    public final Map<String, ServiceDefinition> directory = new TreeMap<>();
    public final Map<String, Instant> created = new TreeMap<>();
    public final Set<String> published = new TreeSet<>();
    public final Set<String> hosts = new TreeSet<>(Set.of("10.0.0.1"));
    public final Set<String> allowed = new TreeSet<>();
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
    public record Slot(ReleaseId release, int instance) {}

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
        hold(release, release.instances());
    }

    private void hold(Release release, List<Integer> instances) {
        held.addAll(slots(release, instances));
        announcing.addAll(slots(release, instances));
        slots(release, instances).forEach(machines::place);
    }

    /** Takes it away, as if somebody did it behind the scheduler's back. */
    public synchronized void lose(Slot slot) {
        change(() -> {
            held.remove(slot);
            announcing.remove(slot);
        });
    }

    private static List<Slot> slots(Release release, List<Integer> instances) {
        return instances.stream()
                .map(instance -> new Slot(release.id(), instance))
                .toList();
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
    public List<Part> parts(Release release) {
        if (unrenderable) {
            throw new UnrenderableReleaseException("env.A", "contains U+0000");
        }
        return IntStream.rangeClosed(1, release.config().numInstances())
                .mapToObj(instance -> new Part(part(release.id(), instance), "00"))
                .toList();
    }

    @Override
    public List<Part> forms(Release release) {
        return parts(release);
    }

    @Override
    public synchronized Map<String, Integer> load() {
        requireEngine();
        return machines.load();
    }

    @Override
    public List<PartText> texts(Release release) {
        return parts(release).stream()
                .map(part -> new PartText(
                        part.name(),
                        "[Service]\nExecStart=run " + release.image() + " as " + part.name() + "\nEnvironment="
                                + release.config().env() + "\n"))
                .toList();
    }

    private static String part(ReleaseId id, int instance) {
        return id.service() + "-" + id.version() + "-" + instance + ".service";
    }

    @Override
    public synchronized void submit(Release release, List<Integer> instances) {
        requireEngine();
        if (refuses.test(release.id())) {
            throw new EngineRefusedException("fleet answered 400: bad unit");
        }
        if (failingSubmissions > 0) {
            failingSubmissions--;
            effect("half submit " + release.id(), () -> held.addAll(slots(release, instances)));
            throw new EngineUnavailableException("connection reset");
        }
        effect("submit " + release.id() + " " + instances, () -> hold(release, instances));
    }

    @Override
    public Optional<Boolean> awaitChange() {
        return Optional.empty();
    }

    @Override
    public synchronized List<ReportedInstance> reported() {
        requireEngine();
        return held.stream()
                .map(slot -> new ReportedInstance(
                        slot.release(), slot.instance(), condition.apply(slot.release()), "active (running), loaded"))
                .toList();
    }

    @Override
    public synchronized List<InstanceStatus> status(Release release, List<Integer> instances) {
        requireEngine();
        Condition usual = condition.apply(release.id());
        return instances.stream()
                .map(instance -> status(release.id(), instance, usual))
                .toList();
    }

    private InstanceStatus status(ReleaseId release, int instance, Condition usual) {
        String part = part(release, instance);
        Condition now = healthy.test(release, instance) ? usual : Condition.FAILED;
        return new InstanceStatus(instance, part, now, part + " is " + now);
    }

    @Override
    public synchronized void withdraw(Release release, List<Integer> instances) {
        requireEngine();
        effect("withdraw " + release.id() + " " + instances, () -> announcing.removeAll(slots(release, instances)));
    }

    @Override
    public synchronized void destroy(Release release, List<Integer> instances) {
        requireEngine();
        List<Slot> gone = slots(release, instances);
        if (mustServe > 0 && gone.stream().anyMatch(announcing::contains)) {
            violations.add("destroyed with its routes: " + gone);
        }
        effect("destroy " + release.id() + " " + instances, () -> {
            announcing.removeAll(gone);
            held.removeAll(gone);
            gone.forEach(machines::remove);
        });
    }

    @Override
    public synchronized boolean isGone(Release release, List<Integer> instances) {
        return slots(release, instances).stream().noneMatch(held::contains);
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
                    InstanceStatus status = status(slot.release(), slot.instance(), condition.apply(slot.release()));
                    return new HeldPart(
                            slot.release(),
                            slot.instance(),
                            status.part(),
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
    public int instanceOf(String part) {
        return Integer.parseInt(part.substring(part.lastIndexOf('-') + 1, part.lastIndexOf('.')));
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
    public String key(ReleaseId release, int instance) {
        return "/paz/services/" + release.service() + "/" + release.version() + "/" + instance;
    }

    @Override
    public synchronized View awaitChange(View seen, Duration atMost) throws InterruptedException {
        if (seen.number() == number) {
            wait(Math.max(1, atMost.toMillis()));
        }
        return view();
    }

    @Override
    public SortedMap<String, String> keys(Release release) {
        return new TreeMap<>(Map.of(
                "/service/visibility",
                release.config().publicFacing() ? "public" : "internal",
                "/versions/" + release.id().version(),
                "healthy"));
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

    @Override
    public InstanceLog lastLines(ReleaseId release, int instance, int count) {
        return new InstanceLog(List.of("last line of " + part(release, instance)), List.of(), List.of());
    }

    @Override
    public Optional<InstanceLog> linesSince(ReleaseId release, int instance, Instant since, int count) {
        return Optional.empty();
    }
}
