package io.paz.orchestrator.live;

import io.paz.orchestrator.cluster.Change;
import io.paz.orchestrator.cluster.ClusterDiff;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.document.StreamMessages;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as it was observed last. Each change gets the next number, is kept for clients that come back, and is given to all
 * who listen; a snapshot and the changes after it leave out none and repeat none. Safe for all threads.
 */
public final class LiveCluster {

    /** Messages that may wait for one client. */
    public static final int MAX_QUEUED_MESSAGES = 512;

    private static final int MAX_KEPT_MESSAGES = 4096;
    private static final long MAX_KEPT_BYTES = 8L * 1024 * 1024;

    private record Numbered(long sequence, Message message) {}

    private record Encoded(ClusterSnapshot snapshot, long sequence, Message message) {}

    /** Subscription of a new client: a snapshot or the missed changes, then its listener's messages. */
    public record Joined(List<Message> first, Listener listener) {}

    private final StreamMessages messages;
    private final Deque<Numbered> kept = new ArrayDeque<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final HeldChanges held = new HeldChanges();
    private volatile ClusterSnapshot snapshot = ClusterSnapshot.UNKNOWN;
    private volatile @Nullable Encoded encoded;
    private long keptBytes;
    private long sequence;

    /**
     * @param firstSequence greater than all that an earlier run gave, so that a client of that one is not taken for one of this
     */
    public LiveCluster(StreamMessages messages, long firstSequence) {
        this.messages = messages;
        this.sequence = firstSequence;
    }

    public ClusterSnapshot snapshot() {
        return snapshot;
    }

    public int listeners() {
        return listeners.size();
    }

    public synchronized void observe(Observation observation) {
        ClusterSnapshot before = snapshot;
        snapshot = before.after(observation);
        for (Change change : ClusterDiff.between(before, snapshot)) {
            if (!held.holds(change)) {
                publish(change);
            }
        }
    }

    /** Publishes what happened and is no part of the state: a client that comes later gets it only while it is kept. */
    public synchronized void announce(Change event) {
        publish(event);
    }

    private void publish(Change change) {
        sequence++;
        Numbered message = new Numbered(sequence, Message.of(messages.change(sequence, change)));
        kept.addLast(message);
        keptBytes += message.message().size();
        while (kept.size() > MAX_KEPT_MESSAGES || keptBytes > MAX_KEPT_BYTES) {
            keptBytes -= kept.removeFirst().message().size();
        }
        give(message.message());
    }

    private void give(Message message) {
        listeners.removeIf(listener -> !listener.offer(message));
    }

    /** Sends a ping with the last number to all listeners. */
    public synchronized void ping() {
        give(Message.of(messages.ping(sequence)));
    }

    /**
     * Holds changes of the service back until {@link #release}, for a write that is not to be published.
     *
     * @param removalsOnly whether other changes than its removal are published as ever
     */
    public synchronized void hold(String service, boolean removalsOnly) {
        held.begin(service, snapshot.services().get(service), removalsOnly);
    }

    /** Publishes what was held back, but for what the write explains. */
    public synchronized void release(String service, OwnWrite own) {
        held.end(service, snapshot.services().get(service), own).ifPresent(this::publish);
    }

    /** @param since number of the last change that the client knows; null when it knows none */
    public Joined join(@Nullable Long since) {
        Listener listener = new Listener(MAX_QUEUED_MESSAGES);
        ClusterSnapshot current;
        long last;
        synchronized (this) {
            listeners.add(listener);
            if (since != null && isKeptAfter(since)) {
                return new Joined(after(since), listener);
            }
            current = snapshot;
            last = sequence;
        }
        return new Joined(List.of(encode(current, last)), listener);
    }

    private boolean isKeptAfter(long since) {
        return since == sequence
                || since < sequence
                        && !kept.isEmpty()
                        && since >= kept.peekFirst().sequence() - 1;
    }

    private List<Message> after(long since) {
        return kept.stream()
                .filter(message -> message.sequence() > since)
                .map(Numbered::message)
                .toList();
    }

    /** Outside the lock: a large snapshot takes a while, and must not hold up the changes. */
    private Message encode(ClusterSnapshot current, long last) {
        Encoded known = encoded;
        if (known != null && known.snapshot() == current && known.sequence() == last) {
            return known.message();
        }
        Message message = Message.of(messages.snapshot(last, current));
        encoded = new Encoded(current, last, message);
        return message;
    }

    public void leave(Listener listener) {
        listeners.remove(listener);
    }
}
