package io.paz.scheduler.persistence;

import io.paz.scheduler.hook.DeliveryKey;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.HookRepository;
import io.paz.secret.SecretCipher;
import io.paz.store.Batch;
import io.paz.store.Entry;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Hooks, in the store of the deployments. */
final class StoredHooks implements HookRepository {

    static final Table HOOKS = new Table("hooks");
    static final Table OF_SERVICE = new Table("hooks-of-service");

    /** So many versions ago a delivery may have been and is still known, while its hook lives. */
    private static final int MAX_KNOWN_DELIVERIES = 10_000;

    private static final byte[] PRESENT = {};

    private final KeyValueStore store;
    private final DeploymentCodec codec;
    private final Table keys;
    /** A use that ends late brings no deleted hook back. */
    private final Object order = new Object();

    /** @param keys idempotency keys of deployments */
    StoredHooks(KeyValueStore store, DeploymentCodec codec, Table keys) {
        this.store = store;
        this.codec = codec;
        this.keys = keys;
    }

    /**
     * Encrypts what the newest key did not: hooks of before there was encryption, and those that a rotation did not come to. Closes the
     * store when the keys do not fit it.
     */
    static void requireKeys(KeyValueStore store, SecretCipher cipher) {
        try {
            new StoredHooks(store, new DeploymentCodec(cipher), HOOKS).reencrypt();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public void add(Hook hook) {
        Guarded.run(() -> store.write(new Batch()
                .put(HOOKS, DeploymentKeys.name(hook.id()), codec.encode(hook))
                .put(OF_SERVICE, DeploymentKeys.idempotency(hook.service(), hook.id()), PRESENT)));
    }

    @Override
    public Optional<Hook> find(String id) {
        return Guarded.call(() -> store.get(HOOKS, DeploymentKeys.name(id)).map(codec::hook));
    }

    @Override
    public List<Hook> ofService(String service) {
        return Guarded.call(() -> ids(service).stream()
                .flatMap(id -> find(id).stream())
                .sorted(Comparator.comparing(Hook::createdAt))
                .toList());
    }

    private List<String> ids(String service) {
        int prefix = DeploymentKeys.service(service).length;
        return store.list(OF_SERVICE, KeyRange.prefix(DeploymentKeys.service(service))).stream()
                .map(entry -> new String(entry.key(), prefix, entry.key().length - prefix, StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void used(String id, Instant at, String result) {
        Guarded.run(() -> {
            synchronized (order) {
                find(id).map(hook -> hook.used(at, result)).ifPresent(this::add);
            }
        });
    }

    @Override
    public boolean delete(String id) {
        return Guarded.call(() -> {
            synchronized (order) {
                Optional<Hook> hook = find(id);
                hook.ifPresent(found -> store.write(delete(new Batch(), found.service(), id)));
                return hook.isPresent();
            }
        });
    }

    /** Decrypts all secrets, and encrypts again those that the newest key did not. What was cut off goes on with the next call. */
    int reencrypt() {
        List<String> outdated = new ArrayList<>();
        for (Entry entry : store.list(HOOKS, KeyRange.all())) {
            String id = codec.hook(entry.value()).id();
            if (!codec.isHookCurrent(entry.value())) {
                outdated.add(id);
            }
        }
        outdated.forEach(id -> {
            synchronized (order) {
                find(id).ifPresent(this::add);
            }
        });
        return outdated.size();
    }

    /** Writes the batch, and with it that all hooks of the service are gone. */
    void deleteAll(Batch batch, String service) {
        synchronized (order) {
            ids(service).forEach(id -> delete(batch, service, id));
            store.write(batch);
        }
    }

    private static Batch delete(Batch batch, String service, String id) {
        return batch.delete(HOOKS, DeploymentKeys.name(id)).delete(OF_SERVICE, DeploymentKeys.idempotency(service, id));
    }

    @Override
    public Optional<Integer> delivered(String service, String key) {
        return Guarded.call(() -> store.get(keys, DeploymentKeys.idempotency(service, key))
                .map(value -> ByteBuffer.wrap(value).getInt()));
    }

    /**
     * Whether a key is that of a delivery whose replay must stay known, although its version is not kept any more.
     *
     * @param version that the delivery got
     * @param newest version of the service
     */
    boolean isKnownDelivery(String key, int version, int newest) {
        return newest - version < MAX_KNOWN_DELIVERIES
                && DeliveryKey.hookOf(key).flatMap(this::find).isPresent();
    }
}
