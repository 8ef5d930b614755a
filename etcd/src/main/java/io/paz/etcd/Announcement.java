package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import io.paz.task.PeriodicTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps keys in etcd while this process lives: they hang on a lease, and go within {@link #LEASE} after its end, at once
 * when it is closed. Where etcd was away, lost the lease, or somebody changed a key, they are written again.
 */
public final class Announcement implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final long NO_LEASE = 0;

    private final Client client;
    private final SortedMap<String, String> entries;
    private final Duration callTimeout;
    private @Nullable PeriodicTask looks;
    /** Both are confined to the checking thread. */
    private long lease = NO_LEASE;

    private boolean silent;

    Announcement(Client client, Map<String, String> entries, Duration callTimeout) {
        entries.keySet().forEach(KeyRule::check);
        this.client = client;
        this.entries = new TreeMap<>(entries);
        this.callTimeout = callTimeout;
    }

    void start() {
        looks = PeriodicTask.start("etcd announcement", CHECK_INTERVAL, this::look);
    }

    private void look() {
        try {
            if (lease != NO_LEASE) {
                renew();
            }
            if (lease == NO_LEASE) {
                lease = newLease();
                write();
            } else if (!isWhole()) {
                write();
            }
            noteAnswer();
        } catch (CompletionException e) {
            // A lease that may be lost is left to end by itself; the keys move to the next one.
            lease = NO_LEASE;
            noteSilence(e);
        }
    }

    private long newLease() {
        return client.lease("make a lease", leases -> leases.grant(LEASE.toSeconds()))
                .join()
                .getID();
    }

    /** A renewal is a stream, which the connection's deadlines do not end. */
    private void renew() {
        long renewed = lease;
        client.lease("renew a lease", leases -> leases.keepAliveOnce(renewed)
                        .orTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    private boolean isWhole() {
        Cmp[] same = entries.entrySet().stream()
                .map(entry -> new Cmp(bytes(entry.getKey()), Cmp.Op.EQUAL, CmpTarget.value(bytes(entry.getValue()))))
                .toArray(Cmp[]::new);
        return client.call("compare announced keys", kv -> kv.txn().If(same).commit())
                .join()
                .isSucceeded();
    }

    private void write() {
        PutOption underLease = PutOption.builder().withLeaseId(lease).build();
        Op[] puts = entries.entrySet().stream()
                .map(entry -> Op.put(bytes(entry.getKey()), bytes(entry.getValue()), underLease))
                .toArray(Op[]::new);
        client.call("announce " + entries.firstKey(), kv -> kv.txn().Then(puts).commit())
                .join();
    }

    private void noteAnswer() {
        if (silent) {
            silent = false;
            log.info("Announced in etcd again: {}", entries.keySet());
        }
    }

    private void noteSilence(CompletionException failure) {
        if (!silent) {
            silent = true;
            log.warn("Cannot announce {} in etcd; retrying: {}", entries.keySet(), failure.getMessage());
        }
    }

    /** Removes the keys if etcd answers. */
    @Override
    public void close() {
        if (looks != null) {
            looks.closeAfter(this::withdraw, callTimeout.multipliedBy(2));
        }
    }

    private void withdraw() {
        if (lease != NO_LEASE) {
            try {
                client.lease("end a lease", leases -> leases.revoke(lease)).join();
            } catch (CompletionException e) {
                log.warn("Cannot withdraw keys, they expire within {} s: {}", LEASE.toSeconds(), e.getMessage());
            }
        }
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
