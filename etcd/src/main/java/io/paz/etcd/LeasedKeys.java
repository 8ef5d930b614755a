package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.watch.WatchResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that come and go under one lease. Each that is wanted is written, and written again when it is lost or changed; one that is no
 * longer wanted is deleted, unless it has another value by then. A step that fails is repeated until it succeeds. They outlive this process
 * by the rest of the lease, so that one that starts again finds them.
 */
public final class LeasedKeys implements AutoCloseable {

    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(LeasedKeys.class);
    private static final Duration RENEWAL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration FRESHNESS_INTERVAL = Duration.ofMillis(500);
    private static final int CHUNK = 100;
    private static final long NO_LEASE = 0;

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

    private record Wanted(String value, long freshUntil) {}

    private final Client client;
    private final String prefix;
    private final Duration callTimeout;
    private final Listener listener;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> deletions = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile Map.@Nullable Entry<String, String> last;
    private volatile boolean closed;
    private volatile boolean watching;
    private volatile long watchFailed;

    // The rest belongs to the thread.
    private final Map<String, String> written = new TreeMap<>();
    /** Values that etcd may have: a write without an answer may have succeeded. */
    private final Map<String, Set<String>> attempted = new TreeMap<>();

    private long lease = NO_LEASE;
    private long renewed;
    private long revision;
    private boolean lastWritten;
    private Watch.@Nullable Watcher watcher;

    LeasedKeys(Client client, String prefix, Duration callTimeout, Listener listener) {
        KeyRule.checkPrefix(prefix);
        this.client = client;
        this.prefix = prefix;
        this.callTimeout = callTimeout;
        this.listener = listener;
        this.thread = new Thread(this::run, "etcd-lease " + prefix);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Wants a key. It is written only as long as the reading that it comes from is fresh; one that is there stays. */
    public void put(String key, String value, Duration fresh) {
        KeyRule.check(key);
        Wanted before = wanted.put(key, new Wanted(value, System.nanoTime() + fresh.toNanos()));
        if (before == null || !before.value().equals(value)) {
            wakeUps.release();
        }
    }

    /** Wants a key no longer; the answer ends when etcd does not have it, at the latest with its lease. */
    public CompletableFuture<Void> delete(String key) {
        wanted.remove(key);
        CompletableFuture<Void> deletion = deletions.computeIfAbsent(key, each -> new CompletableFuture<>());
        wakeUps.release();
        return deletion.copy();
    }

    /** Wants a key that is written after all others, and after a loss of the lease again after all others. */
    public void putLast(String key, String value) {
        KeyRule.check(key);
        last = Map.entry(key, value);
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
            closeWatcher();
        }
    }

    /** Does all that is due, and returns how long nothing else is. */
    private Duration synchronize() {
        try {
            renewWhenDue();
            deleteUnwanted();
            boolean complete = putMissing();
            watch();
            listener.succeeded();
            if (!complete) {
                return FRESHNESS_INTERVAL;
            }
            return watching || wanted.isEmpty() ? untilRenewal() : RETRY_INTERVAL;
        } catch (CompletionException e) {
            closeWatcher();
            listener.failed(reason(e));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            closeWatcher();
            log.error("Keys below {} could not be renewed: {}; retrying", prefix, e, e);
            listener.failed(e.toString());
        }
        return RETRY_INTERVAL;
    }

    private static String reason(CompletionException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private Duration untilRenewal() {
        if (wanted.isEmpty() && lease == NO_LEASE) {
            return RENEWAL_INTERVAL;
        }
        Duration since = Duration.ofNanos(System.nanoTime() - renewed);
        Duration left = RENEWAL_INTERVAL.minus(since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void renewWhenDue() {
        boolean due = System.nanoTime() - renewed >= RENEWAL_INTERVAL.toNanos();
        if (lease != NO_LEASE && due) {
            renew();
        }
        if (lease == NO_LEASE && (!wanted.isEmpty() || last != null)) {
            grant();
        }
        if (due || !watching || !doubtful.isEmpty()) {
            doubtful.clear();
            verify();
        }
    }

    private void renew() {
        long now = System.nanoTime();
        long id = lease;
        try {
            // A renewal is a stream, which no deadline of the connection ends.
            client.lease("renew a lease", leases -> leases.keepAliveOnce(id)
                            .orTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS))
                    .join();
            renewed = now;
        } catch (CompletionException e) {
            if (!reason(e).contains("lease not found")) {
                throw e;
            }
            forget();
        }
    }

    private void grant() {
        forget();
        long now = System.nanoTime();
        lease = client.lease("grant a lease", leases -> leases.grant(LEASE.toSeconds()))
                .join()
                .getID();
        renewed = now;
    }

    private void forget() {
        lease = NO_LEASE;
        written.clear();
        attempted.clear();
        lastWritten = false;
    }

    /** Finds the keys that are no longer as they were written. */
    private void verify() {
        Map.Entry<String, String> marker = last;
        if (lastWritten && marker != null && !holds(Map.of(marker.getKey(), marker.getValue()))) {
            lastWritten = false;
        }
        for (Map<String, String> chunk : chunks(written)) {
            if (!holds(chunk)) {
                written.keySet().removeAll(chunk.keySet());
            }
        }
    }

    private boolean holds(Map<String, String> entries) {
        Cmp[] same = entries.entrySet().stream()
                .map(entry -> equal(entry.getKey(), entry.getValue()))
                .toArray(Cmp[]::new);
        var answer =
                client.call("compare keys", kv -> kv.txn().If(same).commit()).join();
        revision = answer.getHeader().getRevision();
        return answer.isSucceeded();
    }

    private void deleteUnwanted() {
        Map<String, CompletableFuture<Void>> due = Map.copyOf(deletions);
        List.copyOf(attempted.keySet()).stream()
                .filter(key -> !wanted.containsKey(key))
                .forEach(this::deleteOwn);
        due.forEach((key, deletion) -> {
            deletions.remove(key, deletion);
            deletion.complete(null);
        });
    }

    /** A key that another host has taken over meanwhile is left to it. */
    private void deleteOwn(String key) {
        for (String value : attempted.getOrDefault(key, Set.of())) {
            client.call("delete " + key, kv -> kv.txn()
                            .If(equal(key, value))
                            .Then(Op.delete(bytes(key), DeleteOption.DEFAULT))
                            .commit())
                    .join();
        }
        attempted.remove(key);
        written.remove(key);
        listener.deleted(key);
    }

    /** Returns whether all keys are written; those whose readings are not fresh are left for later. */
    private boolean putMissing() {
        Map<String, String> missing = new TreeMap<>();
        boolean complete = true;
        long now = System.nanoTime();
        for (Map.Entry<String, Wanted> entry : wanted.entrySet()) {
            Wanted each = entry.getValue();
            if (!each.value().equals(written.get(entry.getKey()))) {
                if (each.freshUntil() - now > 0) {
                    missing.put(entry.getKey(), each.value());
                } else {
                    complete = false;
                }
            }
        }
        chunks(missing).forEach(this::write);
        Map.Entry<String, String> marker = last;
        if (complete && marker != null && !lastWritten) {
            putAll(Map.of(marker.getKey(), marker.getValue()));
            lastWritten = true;
        }
        return complete;
    }

    private void write(Map<String, String> chunk) {
        chunk.forEach((key, value) ->
                attempted.computeIfAbsent(key, each -> new HashSet<>()).add(value));
        putAll(chunk);
        written.putAll(chunk);
        chunk.forEach(listener::written);
    }

    private void putAll(Map<String, String> entries) {
        PutOption underLease = PutOption.builder().withLeaseId(lease).build();
        Op[] puts = entries.entrySet().stream()
                .map(entry -> Op.put(bytes(entry.getKey()), bytes(entry.getValue()), underLease))
                .toArray(Op[]::new);
        try {
            revision = client.call(
                            "put " + entries.keySet().iterator().next(),
                            kv -> kv.txn().Then(puts).commit())
                    .join()
                    .getHeader()
                    .getRevision();
        } catch (CompletionException e) {
            if (reason(e).contains("lease not found")) {
                forget();
            }
            throw e;
        }
    }

    private static List<Map<String, String>> chunks(Map<String, String> entries) {
        List<Map<String, String>> chunks = new ArrayList<>();
        Map<String, String> chunk = new TreeMap<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            chunk.put(entry.getKey(), entry.getValue());
            if (chunk.size() == CHUNK) {
                chunks.add(chunk);
                chunk = new TreeMap<>();
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    /** Sees a loss at once; where the watch breaks, the next comparison sees it. */
    private void watch() {
        boolean hasJustFailed = watchFailed != 0 && System.nanoTime() - watchFailed < RETRY_INTERVAL.toNanos();
        if (!watching && revision > 0 && !wanted.isEmpty() && !hasJustFailed) {
            closeWatcher();
            watching = true;
            watcher = client.watch(
                    prefix, revision + 1, Watch.listener(this::watched, failure -> watchEnded(), this::watchEnded));
        }
    }

    private void watched(WatchResponse response) {
        Set<String> changed = new HashSet<>();
        response.getEvents().forEach(event -> {
            String key = Client.text(event.getKeyValue().getKey());
            Wanted own = wanted.get(key);
            if (own != null
                    && !own.value().equals(Client.text(event.getKeyValue().getValue()))) {
                changed.add(key);
            }
        });
        if (!changed.isEmpty()) {
            doubtful.addAll(changed);
            wakeUps.release();
        }
    }

    private void watchEnded() {
        watchFailed = System.nanoTime();
        watching = false;
        wakeUps.release();
    }

    private void closeWatcher() {
        Watch.Watcher open = watcher;
        watcher = null;
        watching = false;
        if (open != null) {
            open.close();
        }
    }

    private static Cmp equal(String key, String value) {
        return new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.value(bytes(value)));
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
