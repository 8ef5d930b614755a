package io.paz.announcer;

import io.paz.etcd.EtcdConnection;
import io.paz.etcd.Keys;
import io.paz.etcd.LeasedKeys;
import io.paz.task.FailureReport;
import io.paz.task.PeriodicTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the registered instances of this host announced. All its state belongs to one thread, the loop; the engine is asked in others, and
 * etcd has its own.
 */
public final class Announcer implements AutoCloseable {

    static final int MAX_INSTANCES = 2_000;

    /** A sidekick that was killed is started again within it. */
    static final Duration RETURN_TIMEOUT = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);
    private static final String SERVICES = "/paz/services/";
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);
    private static final Duration ENGINE_RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final int ENGINE_THREADS = 4;
    private static final int LOOKS_PER_SEARCH = 5;

    private final AnnouncerSettings settings;
    private final ContainerEngine engine;
    private final HealthChecker checker;
    private final ScheduledExecutorService loop;
    private final ExecutorService engineCalls;
    private final Keys etcd;
    private final LeasedKeys keys;
    private final PeriodicTask looks;
    private final FailureReport failures = new FailureReport("announcer");

    // The rest belongs to the loop.
    private final Map<String, Entry> entries = new HashMap<>();
    private final FirstReport firstReport = new FirstReport(System.nanoTime());
    private int looked;

    public Announcer(
            AnnouncerSettings settings,
            ContainerEngine engine,
            HealthChecker checker,
            EtcdConnection etcd,
            ScheduledExecutorService loop) {
        this.settings = settings;
        this.engine = engine;
        this.checker = checker;
        this.loop = loop;
        this.engineCalls = Executors.newFixedThreadPool(ENGINE_THREADS, work -> {
            Thread thread = new Thread(work, "announcer-engine");
            thread.setDaemon(true);
            return thread;
        });
        this.etcd = etcd.keys();
        this.keys = etcd.leaseKeys(SERVICES, new EtcdResults());
        this.looks = PeriodicTask.start("announcer", LOOK_INTERVAL, () -> run(this::look));
        engine.listen(new EngineEvents());
    }

    /**
     * Keeps an instance announced while its sidekick is there.
     *
     * @throws InvalidRegistrationException in the answer, when there are too many
     */
    public CompletableFuture<Void> register(Registration registration, Subscriber subscriber) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        run(() -> {
            Entry entry = entries.get(registration.key());
            if (entry != null && entry.isOf(registration)) {
                entry.join(subscriber);
            } else if (entry == null && entries.size() >= MAX_INSTANCES) {
                answer.completeExceptionally(new InvalidRegistrationException(
                        "instances: " + entries.size() + " (expected: at most " + MAX_INSTANCES + " on one host)"));
                return;
            } else {
                replace(entry, registration, subscriber);
            }
            answer.complete(null);
        });
        return answer;
    }

    private void replace(@Nullable Entry before, Registration registration, Subscriber subscriber) {
        if (before != null) {
            before.leave();
        }
        Entry entry = new Entry(registration, subscriber);
        entries.put(registration.key(), entry);
        entry.find();
    }

    /** The sidekick's connection ended; unless it comes back soon, its instance is withdrawn. */
    public void lost(String key, Subscriber subscriber) {
        run(() -> {
            Entry entry = entries.get(key);
            if (entry != null && entry.subscriber == subscriber) {
                entry.subscriber = null;
                schedule(RETURN_TIMEOUT, () -> {
                    if (entries.get(key) == entry && entry.subscriber == null) {
                        Future<?> unused = remove(entry);
                    }
                });
            }
        });
    }

    /** Withdraws an instance for good; the answer, what was withdrawn, comes when etcd has its key no more. */
    public CompletableFuture<String> withdraw(String key) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        run(() -> {
            Entry entry = entries.get(key);
            String address = entry == null ? "" : entry.instance.address();
            CompletableFuture<Void> deletion = entry == null ? keys.delete(key) : remove(entry);
            Future<?> unused = deletion.thenRun(() -> answer.complete(address));
        });
        return answer;
    }

    private CompletableFuture<Void> remove(Entry entry) {
        entries.remove(entry.instance.registration().key());
        entry.leave();
        return keys.delete(entry.instance.registration().key());
    }

    /** Keys stay for the rest of their lease, so that an announcer that starts again finds them. */
    @Override
    public void close() {
        looks.close();
        engine.close();
        engineCalls.shutdownNow();
        keys.close();
        checker.close();
    }

    private void run(Runnable action) {
        loop.execute(() -> failures.run(action, "other instances go on"));
    }

    private void schedule(Duration delay, Runnable action) {
        Future<?> unused = loop.schedule(
                () -> failures.run(action, "other instances go on"), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Notices what no event has told, and confirms what is to be announced. */
    private void look() {
        long now = System.nanoTime();
        boolean search = ++looked % LOOKS_PER_SEARCH == 0;
        for (Entry entry : List.copyOf(entries.values())) {
            entry.look(now, search);
        }
        if (firstReport.isExpecting()) {
            Future<?> unused = engineCalls.submit(this::expectRunning);
        }
        Set<String> decided = new HashSet<>();
        entries.forEach((key, entry) -> {
            if (entry.instance.isDecided()) {
                decided.add(key);
            }
        });
        if (firstReport.completes(decided, now)) {
            log.info("The instances of this host are reported: {} registered", entries.size());
            keys.putLast(AnnouncerSettings.MARKERS + settings.hostIp(), "");
        }
    }

    private void expectRunning() {
        try {
            Set<String> running = engine.runningKeys(settings.platform());
            deleteStale(engine.runningNames());
            run(() -> firstReport.expect(running));
        } catch (ContainerEngineException | CompletionException e) {
            log.debug("Cannot compare the running containers with etcd; retrying", e);
        }
    }

    /** Deletes the keys of containers that ended while no announcer was there; one that has started since then is put again at once. */
    private void deleteStale(Set<String> names) {
        etcd.list(SERVICES).join().forEach((key, address) -> {
            if (address.startsWith(settings.hostIp() + ":")
                    && Registration.isKey(key)
                    && !names.contains(container(key))) {
                log.info("Deleting {}: its container no longer runs", key);
                etcd.delete(key).join();
            }
        });
    }

    private static String container(String key) {
        return key.substring(SERVICES.length()).replace('/', '-');
    }

    private final class EngineEvents implements ContainerEngine.Listener {

        @Override
        public void changed(String container) {
            each(container, Entry::find);
        }

        @Override
        public void health(String container, String status) {
            each(container, entry -> entry.instance.health(status));
        }

        @Override
        public void resumed() {
            run(() -> entries.values().forEach(Entry::find));
        }

        private void each(String container, Consumer<Entry> action) {
            run(() -> entries.values().stream()
                    .filter(entry -> entry.instance.registration().container().equals(container))
                    .forEach(action));
        }
    }

    private final class EtcdResults implements LeasedKeys.Listener {

        @Override
        public void written(String key, String value) {
            with(key, instance -> instance.written(value));
        }

        @Override
        public void deleted(String key) {
            with(key, Instance::deleted);
        }

        @Override
        public void failed(String reason) {
            run(() -> entries.values().forEach(entry -> entry.instance.etcdFailed(reason)));
        }

        @Override
        public void succeeded() {
            run(() -> entries.values().forEach(entry -> entry.instance.etcdSucceeded()));
        }

        private void with(String key, Consumer<Instance> action) {
            run(() -> {
                Entry entry = entries.get(key);
                if (entry != null) {
                    action.accept(entry.instance);
                }
            });
        }
    }

    /** A registered instance with its sidekick. */
    private final class Entry implements InstanceEffects {

        private final Instance instance;
        private @Nullable Subscriber subscriber;
        private boolean finding;
        private boolean findAgain;

        Entry(Registration registration, Subscriber subscriber) {
            this.instance = new Instance(registration, settings.hostIp(), this);
            this.subscriber = subscriber;
        }

        boolean isOf(Registration registration) {
            return instance.registration().equals(registration);
        }

        void join(Subscriber next) {
            end();
            subscriber = next;
            instance.repeat();
        }

        void leave() {
            instance.close();
            end();
        }

        private void end() {
            Subscriber before = subscriber;
            subscriber = null;
            if (before != null) {
                before.end();
            }
        }

        void look(long now, boolean search) {
            ContainerState container = instance.container();
            if (container != null && !checker.isAlive(container)) {
                instance.end();
                find();
            } else if (container != null) {
                instance.confirm(now);
            } else if (search) {
                find();
            }
        }

        @Override
        public void print(String line) {
            Subscriber reader = subscriber;
            if (reader != null) {
                reader.print(line);
            }
        }

        @Override
        public void check(ContainerState container, Duration delay, long number) {
            schedule(delay, () -> {
                if (instance.awaits(number)) {
                    Future<?> unused = checker.check(instance.registration(), container)
                            .toCompletableFuture()
                            .thenAccept(result -> run(() -> instance.checked(number, result, System.nanoTime())));
                }
            });
        }

        /** What is asked for while the engine is asked already is asked for anew: the answer under way may be older. */
        void find() {
            if (finding) {
                findAgain = true;
                return;
            }
            finding = true;
            findAgain = false;
            Future<?> unused = engineCalls.submit(this::ask);
        }

        private void ask() {
            Registration registration = instance.registration();
            try {
                Optional<ContainerState> answer = engine.find(registration.container(), registration.port());
                run(() -> found(answer));
            } catch (ContainerEngineException e) {
                run(() -> {
                    instance.engineFailed(String.valueOf(e.getMessage()));
                    schedule(ENGINE_RETRY_INTERVAL, this::foundNothing);
                });
            }
        }

        private void foundNothing() {
            finding = false;
            if (isRegistered()) {
                find();
            }
        }

        private void found(Optional<ContainerState> answer) {
            finding = false;
            if (findAgain) {
                find();
            } else if (isRegistered()) {
                instance.found(answer, System.nanoTime());
            }
        }

        private boolean isRegistered() {
            return entries.get(instance.registration().key()) == this;
        }

        @Override
        public void announce(String address, Duration fresh) {
            keys.put(instance.registration().key(), address, fresh);
        }

        @Override
        public void withdraw() {
            Future<?> unused = keys.delete(instance.registration().key());
        }
    }
}
