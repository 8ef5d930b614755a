package io.paz.etcd;

import java.util.function.Consumer;

/**
 * A live view of the keys below a prefix. While etcd cannot be read it keeps what it last saw, marked stale, and goes on
 * trying. After a gap, entries that the first reading lacks are kept, still marked stale, until a second reading lacks
 * them too: a store that came back empty or in part takes nothing away at once.
 */
public interface KeyTree extends AutoCloseable {

    /** Current snapshot; safe from any thread, never blocks. */
    Snapshot snapshot();

    /**
     * Gives the consumer the present snapshot at once, in the calling thread, and each later one in the thread of this
     * view, in order. The consumer must return soon, and must not throw.
     */
    Registration subscribe(Consumer<Snapshot> consumer);

    /** Closes the view and stops its thread. */
    @Override
    void close();

    /** Ends a subscription when closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
