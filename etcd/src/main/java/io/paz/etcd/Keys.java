package io.paz.etcd;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/**
 * Reads and writes keys. A call ends within {@link EtcdOptions#callTimeout()}, with an {@link EtcdCallException} when etcd
 * did not answer; a write that failed may or may not have been applied, and can be repeated. A key starts with {@code /}
 * and has a name after each {@code /}; a prefix ends with {@code /}; any other is refused with an
 * {@link IllegalArgumentException}.
 */
public interface Keys {

    /** The most changes that etcd takes in one transaction, as it comes. */
    int MAX_CHANGES = 128;

    CompletableFuture<Void> put(String key, String value);

    /** Deletes the key; no error where there is none. */
    CompletableFuture<Void> delete(String key);

    /** Deletes all keys below the prefix. */
    CompletableFuture<Void> deletePrefix(String prefix);

    /** All keys below the prefix with their values, in order. */
    CompletableFuture<SortedMap<String, String>> list(String prefix);

    /** Applies all of the changes or none; at most {@link #MAX_CHANGES}, with each key once. */
    CompletableFuture<Void> apply(List<Change> changes);
}
