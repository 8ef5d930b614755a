package io.paz.etcd;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A watch from its start to its first error, read by one thread. */
final class Session implements Watch.Listener, AutoCloseable {

    /** Signals of the watch, in order. */
    sealed interface Signal {}

    record Started() implements Signal {}

    record Put(String key, String value, long revision) implements Signal {}

    record Deleted(String key, long revision) implements Signal {}

    record Broken(String reason, @Nullable Throwable cause) implements Signal {}

    /** By response, because the changes of one transaction come in one, and belong together. */
    private final BlockingQueue<List<Signal>> responses = new LinkedBlockingQueue<>();

    private final EntryReader entries;
    private final Watch.Watcher watcher;

    Session(Client client, String prefix, long revision) {
        this.entries = client.entries();
        this.watcher = client.watch(prefix, revision, this);
    }

    /** All signals that are there, waiting for the first of them; none when the time ran out. */
    List<Signal> next(Duration atMost) throws InterruptedException {
        List<List<Signal>> next = new ArrayList<>();
        List<Signal> first = responses.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            next.add(first);
            responses.drainTo(next);
        }
        return next.stream().flatMap(List::stream).toList();
    }

    @Override
    public void onNext(WatchResponse response) {
        List<Signal> signals = new ArrayList<>();
        if (response.isCreatedNotify()) {
            signals.add(new Started());
        }
        response.getEvents().forEach(event -> signal(event).ifPresent(signals::add));
        responses.add(signals);
    }

    @Override
    public void onError(Throwable failure) {
        responses.add(List.of(new Broken(String.valueOf(failure.getMessage()), failure)));
    }

    @Override
    public void onCompleted() {
        responses.add(List.of(new Broken("the watch ended", null)));
    }

    @Override
    public void close() {
        watcher.close();
    }

    private Optional<Signal> signal(WatchEvent event) {
        KeyValue entry = event.getKeyValue();
        long revision = entry.getModRevision();
        return switch (event.getEventType()) {
            case PUT -> entries.read(entry).map(text -> new Put(text.getKey(), text.getValue(), revision));
            case DELETE -> entries.readKey(entry.getKey()).map(key -> new Deleted(key, revision));
            case UNRECOGNIZED -> Optional.of(new Broken("an event of unknown kind", null));
        };
    }
}
