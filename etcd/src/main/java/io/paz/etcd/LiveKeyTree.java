package io.paz.etcd;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists, watches from the revision of the list on, and begins again whenever the watch ends, in a thread of its own. */
final class LiveKeyTree implements KeyTree {

    private static final Logger log = LoggerFactory.getLogger(LiveKeyTree.class);
    private static final Duration INITIAL_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);
    private static final Duration NO_TIMEOUT = Duration.ofDays(1);

    private final String prefix;
    private final Client client;
    private final EtcdOptions options;
    private final Consumer<LiveKeyTree> whenClosed;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Consumer<Snapshot>> subscribers = new CopyOnWriteArrayList<>();
    private final Object publishing = new Object();
    private volatile Snapshot snapshot;

    // The rest belongs to the thread.
    private final Set<String> unconfirmed = new HashSet<>();
    private long secondReadingDue;
    private long lostStoreUntil = System.nanoTime();
    private Duration pause = INITIAL_PAUSE;
    private boolean outageLogged;

    LiveKeyTree(String prefix, Client client, EtcdOptions options, Consumer<LiveKeyTree> whenClosed) {
        this.prefix = prefix;
        this.client = client;
        this.options = options;
        this.whenClosed = whenClosed;
        this.snapshot = Snapshot.unread(options.clock().instant());
        this.thread = new Thread(this::run, "etcd-watch " + prefix);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public Registration subscribe(Consumer<Snapshot> consumer) {
        synchronized (publishing) {
            subscribers.add(consumer);
            consumer.accept(snapshot);
        }
        return () -> subscribers.remove(consumer);
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        whenClosed.accept(this);
        if (Thread.currentThread() != thread) {
            joinThread();
        }
    }

    private void joinThread() {
        try {
            thread.join(options.callTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean accepted = false;
            while (closed.getCount() > 0) {
                accepted = followOnce(accepted);
            }
        } catch (InterruptedException e) {
            log.debug("The view of {} ended", prefix, e);
        }
    }

    /** Follows etcd until the watch breaks, or until entries are due for their second reading: then true. */
    private boolean followOnce(boolean secondReading) throws InterruptedException {
        try {
            Listing listing = list();
            accept(listing, secondReading);
            try (Session session = new Session(client, prefix, listing.revision() + 1)) {
                follow(session);
                return true;
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            lost(e);
            return false;
        }
    }

    private Listing list() throws InterruptedException {
        try {
            return client.list(prefix).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EtcdCallException failure) {
                throw failure;
            }
            throw new IllegalStateException("Listing " + prefix + " failed", e);
        }
    }

    private void accept(Listing listing, boolean secondReading) {
        TreeMap<String, String> entries = new TreeMap<>(listing.entries());
        unconfirmed.clear();
        boolean lost = isLost(listing);
        if (lost) {
            lostStoreUntil = System.nanoTime() + options.lostStorePatience().toNanos();
        }
        if (lost || !secondReading) {
            keepMissing(entries);
        }
        publish(snapshot.with(
                entries,
                listing.revision(),
                !unconfirmed.isEmpty(),
                options.clock().instant()));
        found(listing);
    }

    /** A revision only goes up: etcd came back empty, or with old data. That says of no key that it was deleted. */
    private boolean isLost(Listing listing) {
        return listing.revision() < snapshot.revision();
    }

    private void keepMissing(TreeMap<String, String> entries) {
        snapshot.entries().forEach((key, value) -> {
            if (entries.putIfAbsent(key, value) == null) {
                unconfirmed.add(key);
            }
        });
        Duration kept = timeToSecondReading();
        secondReadingDue = System.nanoTime() + kept.toNanos();
        if (!unconfirmed.isEmpty()) {
            log.warn(
                    "etcd lacks {} of the {} entries last seen below {}; they are kept for {} s, then read again",
                    unconfirmed.size(),
                    snapshot.entries().size(),
                    prefix,
                    kept.toSeconds());
        }
    }

    /** A gap that follows a lost store ends its patience no sooner. */
    private Duration timeToSecondReading() {
        Duration ofLostStore = Duration.ofNanos(Math.max(0, lostStoreUntil - System.nanoTime()));
        Duration usual = options.secondReadingAfter();
        return ofLostStore.compareTo(usual) > 0 ? ofLostStore : usual;
    }

    /** Returns when the second reading is due. */
    private void follow(Session session) throws InterruptedException {
        while (true) {
            boolean waiting = !unconfirmed.isEmpty();
            Duration left = waiting ? Duration.ofNanos(Math.max(0, secondReadingDue - System.nanoTime())) : NO_TIMEOUT;
            if (waiting && left.isZero()) {
                return;
            }
            apply(session.next(left));
        }
    }

    private void apply(List<Session.Signal> signals) {
        TreeMap<String, String> entries = new TreeMap<>(snapshot.entries());
        long revision = snapshot.revision();
        boolean changed = false;
        for (Session.Signal signal : signals) {
            if (signal instanceof Session.Put put) {
                entries.put(put.key(), put.value());
                unconfirmed.remove(put.key());
                revision = put.revision();
                changed = true;
            } else if (signal instanceof Session.Deleted deleted) {
                entries.remove(deleted.key());
                unconfirmed.remove(deleted.key());
                revision = deleted.revision();
                changed = true;
            } else if (signal instanceof Session.Broken broken) {
                throw new EtcdCallException(
                        "etcd at " + client.endpoints() + " could not watch " + prefix + ": " + broken.reason(),
                        broken.cause());
            } else {
                pause = INITIAL_PAUSE;
            }
        }
        if (changed && Listing.size(entries) > Listing.MAX_SIZE) {
            throw Listing.tooLarge(client.endpoints(), prefix);
        }
        if (changed) {
            publish(snapshot.with(
                    entries, revision, !unconfirmed.isEmpty(), options.clock().instant()));
        }
    }

    private void publish(Snapshot next) {
        synchronized (publishing) {
            snapshot = next;
            subscribers.forEach(subscriber -> notify(subscriber, next));
        }
    }

    private void notify(Consumer<Snapshot> subscriber, Snapshot next) {
        try {
            subscriber.accept(next);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            log.error("A subscriber to {} failed on revision {}", prefix, next.revision(), e);
        }
    }

    private void found(Listing listing) {
        if (outageLogged) {
            log.info(
                    "etcd available again: {} entries below {} at revision {}",
                    listing.entries().size(),
                    prefix,
                    listing.revision());
        }
        outageLogged = false;
    }

    private void lost(Throwable failure) throws InterruptedException {
        if (!outageLogged && closed.getCount() > 0) {
            log.warn(
                    "{}; keeping the {} entries last seen",
                    failure.getMessage(),
                    snapshot.entries().size());
        }
        outageLogged = true;
        publish(snapshot.staleAt(options.clock().instant()));
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
    }
}
