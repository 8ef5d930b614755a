package io.paz.etcd;

import io.etcd.jetcd.Watch;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Sees at once that somebody changed or deleted a key. Where it breaks, the next comparison sees it. */
final class LossWatch {

    private final Client client;
    private final String prefix;
    private final Duration retryInterval;
    /** Whether a key is to have another value than the one that it has now; a deleted one has an empty one. */
    private final BiPredicate<String, String> differs;

    private final Runnable wakeUp;
    private final AtomicBoolean hasDoubts = new AtomicBoolean();
    private volatile boolean open;
    private volatile long failed;
    /** Belongs to the caller's thread. */
    private Watch.@Nullable Watcher watcher;

    LossWatch(
            Client client,
            String prefix,
            Duration retryInterval,
            BiPredicate<String, String> differs,
            Runnable wakeUp) {
        this.client = client;
        this.prefix = prefix;
        this.retryInterval = retryInterval;
        this.differs = differs;
        this.wakeUp = wakeUp;
    }

    boolean isOpen() {
        return open;
    }

    /** Returns once whether a key may be lost. */
    boolean takeDoubts() {
        return hasDoubts.getAndSet(false);
    }

    /** Opens it anew where it is broken; one that has just failed waits. */
    void ensureOpen(long revision) {
        boolean hasJustFailed = failed != 0 && System.nanoTime() - failed < retryInterval.toNanos();
        if (!open && revision > 0 && !hasJustFailed) {
            close();
            open = true;
            watcher = client.watch(prefix, revision + 1, Watch.listener(this::seen, failure -> ended(), this::ended));
        }
    }

    private void seen(WatchResponse response) {
        boolean isLoss = response.getEvents().stream()
                .map(WatchEvent::getKeyValue)
                .anyMatch(now -> differs.test(Client.text(now.getKey()), Client.text(now.getValue())));
        if (isLoss) {
            hasDoubts.set(true);
            wakeUp.run();
        }
    }

    private void ended() {
        failed = System.nanoTime();
        open = false;
        wakeUp.run();
    }

    void close() {
        Watch.Watcher closing = watcher;
        watcher = null;
        open = false;
        if (closing != null) {
            closing.close();
        }
    }
}
