package io.paz.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that reach the disk together or not at all, in the order in which they were added. Not safe for several threads. */
public final class Batch {

    /** Writes the value, or removes the key where the value is null. */
    record Change(Table table, byte[] key, byte @Nullable [] value) {}

    private final List<Change> changes = new ArrayList<>();

    public Batch put(Table table, byte[] key, byte[] value) {
        changes.add(new Change(table, key, value));
        return this;
    }

    /** Removes the key; a key that is absent stays absent. */
    public Batch delete(Table table, byte[] key) {
        changes.add(new Change(table, key, null));
        return this;
    }

    List<Change> changes() {
        return Collections.unmodifiableList(changes);
    }
}
