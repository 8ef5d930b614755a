package io.paz.etcd;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is wanted of keys: those that are to be there, those that are to go, and the one that comes last. Calls nothing. */
final class WantedKeys {

    private record Wanted(String value, long freshUntil) {}

    private final Map<String, Wanted> present = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> deletions = new ConcurrentHashMap<>();
    private volatile Map.@Nullable Entry<String, String> last;

    /** Returns whether this is news. */
    boolean put(String key, String value, long freshUntil) {
        Wanted before = present.put(key, new Wanted(value, freshUntil));
        return before == null || !before.value().equals(value);
    }

    /** The answer ends with {@link #complete}. */
    CompletableFuture<Void> delete(String key) {
        present.remove(key);
        return deletions.computeIfAbsent(key, each -> new CompletableFuture<>()).copy();
    }

    void putLast(String key, String value) {
        last = Map.entry(key, value);
    }

    /** Deletions that are due now. */
    Map<String, CompletableFuture<Void>> deletions() {
        return Map.copyOf(deletions);
    }

    void complete(Map<String, CompletableFuture<Void>> done) {
        done.forEach((key, deletion) -> {
            deletions.remove(key, deletion);
            deletion.complete(null);
        });
    }

    boolean isEmpty() {
        return present.isEmpty();
    }

    boolean has(String key) {
        return present.containsKey(key);
    }

    /** Whether a key is wanted with another value than this one. */
    boolean differs(String key, String value) {
        Wanted own = present.get(key);
        return own != null && !own.value().equals(value);
    }

    Map.@Nullable Entry<String, String> last() {
        return last;
    }

    /** Keys that are not written, and which of them may be: those whose readings are fresh. */
    Missing missing(Map<String, String> written, long now) {
        Map<String, String> writable = new TreeMap<>();
        boolean isComplete = true;
        for (Map.Entry<String, Wanted> entry : present.entrySet()) {
            Wanted each = entry.getValue();
            if (!each.value().equals(written.get(entry.getKey()))) {
                if (each.freshUntil() - now > 0) {
                    writable.put(entry.getKey(), each.value());
                } else {
                    isComplete = false;
                }
            }
        }
        return new Missing(writable, isComplete);
    }

    /** @param isComplete whether nothing else is missing */
    record Missing(Map<String, String> writable, boolean isComplete) {}
}
