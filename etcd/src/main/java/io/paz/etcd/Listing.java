package io.paz.etcd;

import java.util.SortedMap;

/** All keys below a prefix as etcd listed them at a revision. */
record Listing(SortedMap<String, String> entries, long revision) {}
