package io.paz.etcd;

import io.etcd.jetcd.Watch;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watch, from its start to its first error, read by one thread. */
final class Session implements Watch.Listener, AutoCloseable {

    /** What the watch told, in order. */
    sealed interface Signal {}

    record Started() implements Signal {}

    record Put(String key, String value, long revision) implements Signal {}

    record Deleted(String key, long revision) implements Signal {}

    record Broken(String reason, @Nullable Throwable cause) implements Signal {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Watch.Watcher watcher;

    Session(Client client, String prefix, long revision) {
        this.watcher = client.watch(prefix, revision, this);
    }

    /** All signals that are there, waiting for the first of them; none when the time ran out. */
    List<Signal> next(Duration atMost) throws InterruptedException {
        List<Signal> next = new ArrayList<>();
        Signal first = signals.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            next.add(first);
            signals.drainTo(next);
        }
        return next;
    }

    @Override
    public void onNext(WatchResponse response) {
        if (response.isCreatedNotify()) {
            signals.add(new Started());
        }
        response.getEvents().forEach(event -> signals.add(signal(event)));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Broken(String.valueOf(failure.getMessage()), failure));
    }

    @Override
    public void onCompleted() {
        signals.add(new Broken("the watch ended", null));
    }

    @Override
    public void close() {
        watcher.close();
    }

    private static Signal signal(WatchEvent event) {
        String key = Client.text(event.getKeyValue().getKey());
        long revision = event.getKeyValue().getModRevision();
        return switch (event.getEventType()) {
            case PUT -> new Put(key, Client.text(event.getKeyValue().getValue()), revision);
            case DELETE -> new Deleted(key, revision);
            case UNRECOGNIZED -> new Broken("an event of unknown kind for " + key, null);
        };
    }
}
