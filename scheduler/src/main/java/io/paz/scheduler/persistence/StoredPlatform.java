package io.paz.scheduler.persistence;

import io.paz.store.Batch;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** What is made when a platform is first asked for it. Backups hold it, so another host goes on with the same. */
public final class StoredPlatform {

    static final Table IDENTITY = new Table("identity");
    private static final String ID = "platform";
    private static final String ADDRESSES_SINCE = "hook-addresses-since";

    private final KeyValueStore store;
    private final Clock clock;

    StoredPlatform(KeyValueStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Marks the containers of this platform. */
    public String id() {
        return get(ID, () -> UUID.randomUUID().toString().replace("-", ""));
    }

    /** When this platform first ran a release in which the time of a service's creation is part of its address for Docker Hub. */
    public Instant hookAddressesSince() {
        return Instant.ofEpochMilli(Long.parseLong(get(ADDRESSES_SINCE, () -> String.valueOf(clock.millis()))));
    }

    private synchronized String get(String name, Supplier<String> first) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        return Guarded.call(() -> store.get(IDENTITY, key)
                .map(known -> new String(known, StandardCharsets.UTF_8))
                .orElseGet(() -> put(key, first.get())));
    }

    private String put(byte[] key, String value) {
        store.write(new Batch().put(IDENTITY, key, value.getBytes(StandardCharsets.UTF_8)));
        return value;
    }
}
