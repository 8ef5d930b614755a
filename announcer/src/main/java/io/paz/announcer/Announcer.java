package io.paz.announcer;

import io.paz.engine.key.AnnouncementKeys;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.LeasedKeys;
import io.paz.task.PeriodicTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the registered instances of this host announced. All its state belongs to one thread, the loop; the engine is asked in others, and
 * etcd has its own.
 */
public final class Announcer implements AutoCloseable {

    static final int MAX_INSTANCES = 2_000;

    /** A sidekick that was killed is started again within it. */
    static final Duration RETURN_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);
    private static final int LOOKS_PER_SEARCH = 5;

    private final EventLoop loop;
    private final EngineCalls engine;
    private final HealthChecker checker;
    private final LeasedKeys keys;
    private final RegisteredInstance.Host host;
    private final PeriodicTask looks;

    // The rest belongs to the loop.
    private final Map<String, RegisteredInstance> entries = new HashMap<>();
    private final HostReport report;
    private int looked;

    public Announcer(
            AnnouncerSettings settings,
            ContainerEngine engine,
            HealthChecker checker,
            EtcdConnection etcd,
            ScheduledExecutorService thread) {
        this.loop = new EventLoop(thread);
        this.engine = new EngineCalls(engine);
        this.checker = checker;
        this.keys = etcd.leaseKeys(AnnouncementKeys.ROOT, settings.leaseTime(), new EtcdResults());
        this.host = new RegisteredInstance.Host(settings, loop, this.engine, checker, keys);
        this.report = new HostReport(settings, loop, this.engine, etcd.keys(), keys);
        this.looks = PeriodicTask.start("announcer", LOOK_INTERVAL, () -> loop.run(this::look));
        engine.listen(new EngineEvents());
    }

    /**
     * Keeps an instance announced while its sidekick is there.
     *
     * @throws InvalidRegistrationException in the answer, when there are too many
     */
    public CompletableFuture<Void> register(Registration registration, Subscriber subscriber) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        loop.run(() -> {
            RegisteredInstance entry = entries.get(registration.key());
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

    private void replace(@Nullable RegisteredInstance before, Registration registration, Subscriber subscriber) {
        if (before != null) {
            before.leave();
        }
        RegisteredInstance entry = new RegisteredInstance(host, registration, subscriber);
        entries.put(registration.key(), entry);
        entry.find();
    }

    /** The sidekick's connection ended; unless it comes back soon, its instance is withdrawn. */
    public void lost(String key, Subscriber subscriber) {
        loop.run(() -> {
            RegisteredInstance entry = entries.get(key);
            if (entry != null && entry.lose(subscriber)) {
                loop.schedule(RETURN_TIMEOUT, () -> {
                    if (entries.get(key) == entry && !entry.hasSidekick()) {
                        Future<?> unused = remove(entry);
                    }
                });
            }
        });
    }

    /** Withdraws an instance for good; the answer, what was withdrawn, comes when etcd has its key no more. */
    public CompletableFuture<String> withdraw(String key) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.run(() -> {
            RegisteredInstance entry = entries.get(key);
            String address = entry == null ? "" : entry.instance().address();
            CompletableFuture<Void> deletion = entry == null ? keys.delete(key) : remove(entry);
            Future<?> unused = deletion.thenRun(() -> answer.complete(address));
        });
        return answer;
    }

    private CompletableFuture<Void> remove(RegisteredInstance entry) {
        String key = entry.instance().registration().key();
        entries.remove(key);
        entry.leave();
        return keys.delete(key);
    }

    /** Keys stay for the rest of their lease, so that an announcer that starts again finds them. */
    @Override
    public void close() {
        looks.close();
        engine.close();
        keys.close();
        checker.close();
    }

    private void look() {
        long now = System.nanoTime();
        boolean search = ++looked % LOOKS_PER_SEARCH == 0;
        List.copyOf(entries.values()).forEach(entry -> entry.look(now, search));
        report.proceed(decided(), now);
    }

    private Set<String> decided() {
        Set<String> decided = new HashSet<>();
        entries.forEach((key, entry) -> {
            if (entry.instance().isDecided()) {
                decided.add(key);
            }
        });
        return decided;
    }

    private final class EngineEvents implements ContainerEngine.Listener {

        @Override
        public void changed(String container) {
            each(container, RegisteredInstance::find);
        }

        @Override
        public void health(String container, String status) {
            each(container, entry -> entry.instance().health(status));
        }

        @Override
        public void resumed() {
            loop.run(() -> entries.values().forEach(RegisteredInstance::find));
        }

        private void each(String container, Consumer<RegisteredInstance> action) {
            loop.run(() -> entries.values().stream()
                    .filter(entry -> entry.instance().registration().container().equals(container))
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
            loop.run(() -> entries.values().forEach(entry -> entry.instance().etcdFailed(reason)));
        }

        @Override
        public void succeeded() {
            loop.run(() -> entries.values().forEach(entry -> entry.instance().etcdSucceeded()));
        }

        private void with(String key, Consumer<Instance> action) {
            loop.run(() -> {
                RegisteredInstance entry = entries.get(key);
                if (entry != null) {
                    action.accept(entry.instance());
                }
            });
        }
    }
}
