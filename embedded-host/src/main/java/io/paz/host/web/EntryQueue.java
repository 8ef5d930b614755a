package io.paz.host.web;

import io.paz.host.journal.JournalEntry;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Entries that wait for one reader. One that lets too much wait gets an error. */
final class EntryQueue {
    static final long MAX_WAITING_BYTES = 2L * 1024 * 1024;
    /** What an entry takes beside its message. */
    private static final int OVERHEAD = 200;

    private final AtomicLong waiting = new AtomicLong();
    private final Sinks.Many<JournalEntry> sink =
            Sinks.many().unicast().onBackpressureBuffer(new LinkedBlockingQueue<>());

    private Runnable source = () -> {};
    private boolean closed;

    /** Called by one thread at a time. */
    void offer(JournalEntry entry) {
        if (waiting.addAndGet(bytes(entry)) > MAX_WAITING_BYTES) {
            sink.tryEmitError(new IllegalStateException("the reader of the journal is too slow"));
        } else {
            sink.tryEmitNext(entry);
        }
    }

    /** @param end ends what offers entries */
    synchronized void attach(Runnable end) {
        source = end;
        if (closed) {
            end.run();
        }
    }

    synchronized void close() {
        closed = true;
        source.run();
    }

    Flux<JournalEntry> entries() {
        return sink.asFlux().doOnNext(entry -> waiting.addAndGet(-bytes(entry)));
    }

    private static int bytes(JournalEntry entry) {
        return OVERHEAD + 2 * entry.message().length();
    }
}
