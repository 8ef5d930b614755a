package io.paz.etcd;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that come and go under one lease. Each that is wanted is written, and written again when it is lost or changed; one that is no
 * longer wanted is deleted, unless it has another value by then. A step that fails is repeated until it succeeds. They outlive this process
 * by the rest of the lease, so that one that starts again finds them.
 */
public final class LeasedKeys implements AutoCloseable {

    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(LeasedKeys.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration FRESHNESS_INTERVAL = Duration.ofMillis(500);

    /** Receives what became of the keys, in the thread of this object. */
    public interface Listener {

        /** etcd has the key now; also when it has it again. */
        void written(String key, String value);

        void deleted(String key);

        /** A step failed, and is repeated in a second. */
        void failed(String reason);

        /** All that was due succeeded. */
        void succeeded();
    }

    private final String prefix;
    private final Duration callTimeout;
    private final Listener listener;
    private final WantedKeys wanted = new WantedKeys();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    // The rest belongs to the thread.
    private final KeyCalls calls;
    private final RenewedLease lease;
    private final LossWatch watch;
    private final Map<String, String> written = new TreeMap<>();
    /** Values that etcd may have: a write without an answer may have succeeded. */
    private final Map<String, Set<String>> attempted = new TreeMap<>();

    private boolean lastWritten;

    LeasedKeys(Client client, String prefix, Duration leaseTime, Duration callTimeout, Listener listener) {
        KeyRule.checkPrefix(prefix);
        this.prefix = prefix;
        this.callTimeout = callTimeout;
        this.listener = listener;
        this.calls = new KeyCalls(client);
        this.lease = new RenewedLease(client, leaseTime, callTimeout);
        this.watch = new LossWatch(client, prefix, RETRY_INTERVAL, wanted::differs, wakeUps::release);
        this.thread = new Thread(this::run, "etcd-lease " + prefix);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Wants a key. It is written only as long as the reading that it comes from is fresh; one that is there stays. */
    public void put(String key, String value, Duration fresh) {
        KeyRule.check(key);
        if (wanted.put(key, value, System.nanoTime() + fresh.toNanos())) {
            wakeUps.release();
        }
    }

    /** Wants a key no longer; the answer ends when etcd does not have it, at the latest with its lease. */
    public CompletableFuture<Void> delete(String key) {
        CompletableFuture<Void> deletion = wanted.delete(key);
        wakeUps.release();
        return deletion;
    }

    /** Wants a key that is written after all others, and after a loss of the lease again after all others. */
    public void putLast(String key, String value) {
        KeyRule.check(key);
        wanted.putLast(key, value);
        wakeUps.release();
    }

    /** Leaves the keys to the rest of their lease. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(callTimeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                Duration pause = synchronize();
                if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            log.debug("Keys below {} are no longer renewed", prefix, e);
        } finally {
            watch.close();
        }
    }

    /** Does all that is due, and returns how long nothing else is. */
    private Duration synchronize() {
        try {
            renewWhenDue();
            deleteUnwanted();
            boolean isComplete = putMissing();
            if (!wanted.isEmpty()) {
                watch.ensureOpen(calls.revision());
            }
            listener.succeeded();
            return isComplete ? untilNextStep() : FRESHNESS_INTERVAL;
        } catch (CompletionException e) {
            watch.close();
            listener.failed(reason(e));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            watch.close();
            log.error("Keys below {} could not be renewed: {}; retrying", prefix, e, e);
            listener.failed(e.toString());
        }
        return RETRY_INTERVAL;
    }

    private static String reason(CompletionException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private Duration untilNextStep() {
        if (wanted.isEmpty()) {
            return lease.isHeld() ? lease.untilDue() : lease.interval();
        }
        return watch.isOpen() ? lease.untilDue() : RETRY_INTERVAL;
    }

    private void renewWhenDue() {
        boolean isDue = lease.isDue();
        if (lease.isHeld() && isDue && !lease.renew()) {
            forget();
        }
        if (!lease.isHeld() && (!wanted.isEmpty() || wanted.last() != null)) {
            forget();
            lease.grant();
        }
        if (watch.takeDoubts() || isDue || !watch.isOpen()) {
            verify();
        }
    }

    private void forget() {
        lease.forget();
        written.clear();
        attempted.clear();
        lastWritten = false;
    }

    /** Finds the keys that are no longer as they were written. */
    private void verify() {
        Map.Entry<String, String> marker = wanted.last();
        if (lastWritten && marker != null && !calls.holds(Map.of(marker.getKey(), marker.getValue()))) {
            lastWritten = false;
        }
        for (Map<String, String> chunk : KeyCalls.chunks(written)) {
            if (!calls.holds(chunk)) {
                written.keySet().removeAll(chunk.keySet());
            }
        }
    }

    private void deleteUnwanted() {
        Map<String, CompletableFuture<Void>> due = wanted.deletions();
        List.copyOf(attempted.keySet()).stream().filter(key -> !wanted.has(key)).forEach(this::deleteOwn);
        wanted.complete(due);
    }

    /** A key that another host has taken over meanwhile is left to it. */
    private void deleteOwn(String key) {
        attempted.getOrDefault(key, Set.of()).forEach(value -> calls.deleteIfEqual(key, value));
        attempted.remove(key);
        written.remove(key);
        listener.deleted(key);
    }

    /** Returns whether all keys are written; those whose readings are not fresh are left for later. */
    private boolean putMissing() {
        WantedKeys.Missing missing = wanted.missing(written, System.nanoTime());
        KeyCalls.chunks(missing.writable()).forEach(this::write);
        Map.Entry<String, String> marker = wanted.last();
        if (missing.isComplete() && marker != null && !lastWritten) {
            put(Map.of(marker.getKey(), marker.getValue()));
            lastWritten = true;
        }
        return missing.isComplete();
    }

    private void write(Map<String, String> chunk) {
        chunk.forEach((key, value) ->
                attempted.computeIfAbsent(key, each -> new HashSet<>()).add(value));
        put(chunk);
        written.putAll(chunk);
        chunk.forEach(listener::written);
    }

    private void put(Map<String, String> entries) {
        try {
            calls.put(entries, lease.id());
        } catch (CompletionException e) {
            if (RenewedLease.isLost(e)) {
                forget();
            }
            throw e;
        }
    }
}
