package io.paz.etcd;

import java.net.URI;
import java.util.List;
import java.util.SortedMap;

/** All keys below a prefix as etcd listed them at a revision. */
record Listing(SortedMap<String, String> entries, long revision) {

    /** Characters of all keys and values; more would fill the heap. */
    static final long MAX_SIZE = 16L * 1024 * 1024;

    static long size(SortedMap<String, String> entries) {
        long size = 0;
        for (var entry : entries.entrySet()) {
            size += size(entry.getKey(), entry.getValue());
        }
        return size;
    }

    static long size(String key, String value) {
        return key.length() + value.length();
    }

    static EtcdCallException tooLarge(List<URI> endpoints, String prefix) {
        return new EtcdCallException(
                "etcd at " + endpoints + " holds more than " + MAX_SIZE + " characters below " + prefix
                        + " (expected: the keys of Paz alone)",
                null);
    }
}
