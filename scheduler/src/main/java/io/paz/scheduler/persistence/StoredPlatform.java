package io.paz.scheduler.persistence;

import io.paz.store.Batch;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Id of a cluster's platform, made when it is first asked for. Backups hold it, so another host goes on under the same id. */
final class StoredPlatform {

    static final Table IDENTITY = new Table("identity");
    private static final byte[] KEY = "platform".getBytes(StandardCharsets.UTF_8);

    private final KeyValueStore store;

    StoredPlatform(KeyValueStore store) {
        this.store = store;
    }

    synchronized String id() {
        return store.get(IDENTITY, KEY)
                .map(known -> new String(known, StandardCharsets.UTF_8))
                .orElseGet(this::make);
    }

    private String make() {
        String id = UUID.randomUUID().toString().replace("-", "");
        store.write(new Batch().put(IDENTITY, KEY, id.getBytes(StandardCharsets.UTF_8)));
        return id;
    }
}
