package io.paz.etcd;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys below a prefix at one moment.
 *
 * @param revision etcd's revision that the entries show; 0 when etcd was never read
 * @param stale whether the entries may be out of date, because etcd cannot be read or has yet to be read a second time
 * @param since when the view became stale, or ceased to be
 */
public record Snapshot(SortedMap<String, String> entries, long revision, boolean stale, Instant since) {

    public Snapshot {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    static Snapshot unread(Instant now) {
        return new Snapshot(Collections.emptySortedMap(), 0, true, now);
    }

    /** Whether etcd was read at all; if not, that there are no entries means nothing. */
    public boolean known() {
        return revision > 0;
    }

    Snapshot staleAt(Instant now) {
        return stale ? this : new Snapshot(entries, revision, true, now);
    }

    Snapshot with(SortedMap<String, String> newEntries, long newRevision, boolean nowStale, Instant now) {
        return new Snapshot(newEntries, newRevision, nowStale, nowStale == stale ? since : now);
    }
}
