package io.paz.announcer;

import io.paz.etcd.LeasedKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An instance with its sidekick: finds its container, has it checked, and writes its key. Belongs to the loop. */
final class RegisteredInstance implements InstanceEffects {

    private static final Duration ENGINE_RETRY_INTERVAL = Duration.ofSeconds(1);

    /** What the instances of a host share. */
    record Host(
            AnnouncerSettings settings, EventLoop loop, EngineCalls engine, HealthChecker checker, LeasedKeys keys) {}

    private final Host host;
    private final Instance instance;
    private @Nullable Subscriber subscriber;
    private boolean isFinding;
    private boolean findAgain;
    private boolean hasLeft;

    RegisteredInstance(Host host, Registration registration, Subscriber subscriber) {
        this.host = host;
        this.instance = new Instance(registration, host.settings().hostIp(), this);
        this.subscriber = subscriber;
    }

    Instance instance() {
        return instance;
    }

    boolean isOf(Registration registration) {
        return instance.registration().equals(registration);
    }

    boolean hasSidekick() {
        return subscriber != null;
    }

    /** Another connection of its sidekick takes over. */
    void join(Subscriber next) {
        end();
        subscriber = next;
        instance.repeat();
    }

    /** Returns whether this was the connection of its sidekick. */
    boolean lose(Subscriber connection) {
        if (subscriber != connection) {
            return false;
        }
        subscriber = null;
        return true;
    }

    /** It is no longer registered. */
    void leave() {
        hasLeft = true;
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

    /**
     * Notices what no event has told, and confirms what is to be announced.
     *
     * @param search whether to ask for a container that is not known
     */
    void look(long now, boolean search) {
        ContainerState container = instance.container();
        if (container != null && !host.checker().isAlive(container)) {
            instance.end();
            find();
        } else if (container != null) {
            instance.confirm(now);
        } else if (search) {
            find();
        }
    }

    /** What is asked for while the engine is asked already is asked for anew: the answer under way may be older. */
    void find() {
        if (isFinding) {
            findAgain = true;
            return;
        }
        isFinding = true;
        findAgain = false;
        host.engine().submit(this::ask);
    }

    private void ask() {
        Registration registration = instance.registration();
        try {
            Optional<ContainerState> answer =
                    host.engine().engine().find(registration.container(), registration.port());
            host.loop().run(() -> found(answer));
        } catch (ContainerEngineException e) {
            host.loop().run(() -> {
                instance.engineFailed(String.valueOf(e.getMessage()));
                host.loop().schedule(ENGINE_RETRY_INTERVAL, this::foundNothing);
            });
        }
    }

    private void foundNothing() {
        isFinding = false;
        if (!hasLeft) {
            find();
        }
    }

    private void found(Optional<ContainerState> answer) {
        isFinding = false;
        if (findAgain) {
            find();
        } else if (!hasLeft) {
            instance.found(answer, System.nanoTime());
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
        host.loop().schedule(delay, () -> {
            if (instance.awaits(number)) {
                Future<?> unused = host.checker()
                        .check(instance.registration(), container)
                        .toCompletableFuture()
                        .thenAccept(
                                result -> host.loop().run(() -> instance.checked(number, result, System.nanoTime())));
            }
        });
    }

    @Override
    public void announce(String address, Duration fresh) {
        host.keys().put(instance.registration().key(), address, fresh);
    }

    @Override
    public void withdraw() {
        Future<?> unused = host.keys().delete(instance.registration().key());
    }
}
