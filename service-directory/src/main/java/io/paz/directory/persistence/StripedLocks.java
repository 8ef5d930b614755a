package io.paz.directory.persistence;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A fixed number of locks for any number of keys. Keys that share a lock wait for each other without need, which is rare. */
final class StripedLocks {

    private static final int STRIPES = 256;

    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    /** Holds the locks of all keys during the action. They are taken in one order everywhere, so that nobody waits for ever. */
    <T> T holding(Collection<?> keys, Supplier<T> action) {
        List<ReentrantLock> needed = keys.stream()
                .map(key -> Math.floorMod(key.hashCode(), STRIPES))
                .distinct()
                .sorted()
                .map(locks::get)
                .toList();
        needed.forEach(ReentrantLock::lock);
        try {
            return action.get();
        } finally {
            needed.forEach(ReentrantLock::unlock);
        }
    }
}
