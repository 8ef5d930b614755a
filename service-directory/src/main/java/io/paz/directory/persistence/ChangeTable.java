package io.paz.directory.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paz.store.Batch;
import io.paz.store.Entry;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The newest changes of each service's configuration, by the service's name, a zero byte and a number that rises. */
record ChangeTable(KeyValueStore store) {

    /** Of one service; older ones make room. */
    static final int MAX_CHANGES = 100;

    /** The last one first. */
    List<byte[]> of(String service) {
        List<byte[]> changes =
                new ArrayList<>(entries(service).stream().map(Entry::value).toList());
        Collections.reverse(changes);
        return changes;
    }

    /** Adds a change to what is written, under the service's lock. */
    void add(String service, byte[] change, Batch batch) {
        List<Entry> entries = entries(service);
        long number = entries.isEmpty() ? 0 : number(entries.get(entries.size() - 1)) + 1;
        entries.stream()
                .limit(Math.max(0, entries.size() - MAX_CHANGES + 1))
                .forEach(oldest -> batch.delete(Tables.CHANGES, oldest.key()));
        batch.put(Tables.CHANGES, key(service, number), change);
    }

    void removeAll(String service, Batch batch) {
        entries(service).forEach(entry -> batch.delete(Tables.CHANGES, entry.key()));
    }

    private List<Entry> entries(String service) {
        return store.list(Tables.CHANGES, KeyRange.prefix(prefix(service)));
    }

    private static byte[] prefix(String service) {
        return (service + '\0').getBytes(UTF_8);
    }

    private static byte[] key(String service, long number) {
        byte[] prefix = prefix(service);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(number)
                .array();
    }

    private static long number(Entry entry) {
        return ByteBuffer.wrap(entry.key()).getLong(entry.key().length - Long.BYTES);
    }
}
