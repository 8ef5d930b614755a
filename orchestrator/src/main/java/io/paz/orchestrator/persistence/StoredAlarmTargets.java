package io.paz.orchestrator.persistence;

import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.TargetRepository;
import io.paz.secret.SecretCipher;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Targets of alarms in the orchestrator's store, with encrypted channels. */
public final class StoredAlarmTargets implements TargetRepository {

    private final KeyValueStore store;
    private final SecretCipher cipher;

    /** @throws io.paz.secret.SecretKeyException when the keys do not fit what is stored */
    public StoredAlarmTargets(KeyValueStore store, SecretCipher cipher) {
        this.store = store;
        this.cipher = cipher;
        reencrypt();
    }

    @Override
    public List<AlarmTarget> all() {
        return records().stream().map(stored -> stored.toDomain(cipher)).toList();
    }

    @Override
    public Optional<AlarmTarget> find(String name) {
        return store.get(AccessTables.ALARM_TARGETS, key(name))
                .map(value -> AccessCodec.decode(value, AlarmTargetRecord.class).toDomain(cipher));
    }

    @Override
    public synchronized void save(AlarmTarget target) {
        AlarmTargetRecord stored = AlarmTargetRecord.of(target, cipher);
        store.write(new Batch().put(AccessTables.ALARM_TARGETS, key(target.name()), AccessCodec.encode(stored)));
    }

    @Override
    public synchronized boolean delete(String name) {
        if (find(name).isEmpty()) {
            return false;
        }
        Batch batch = new Batch().delete(AccessTables.ALARM_TARGETS, key(name));
        store.list(AccessTables.ALARM_DELIVERIES, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), DeliveryRecord.class))
                .filter(delivery -> delivery.target().equals(name))
                .forEach(delivery -> batch.delete(AccessTables.ALARM_DELIVERIES, key(delivery.id())));
        store.write(batch);
        return true;
    }

    /** Encrypts again what the newest key did not, and returns how many targets that were. */
    public synchronized int reencrypt() {
        List<AlarmTargetRecord> outdated =
                records().stream().filter(stored -> !stored.isCurrent(cipher)).toList();
        outdated.forEach(stored -> save(stored.toDomain(cipher)));
        return outdated.size();
    }

    private List<AlarmTargetRecord> records() {
        return store.list(AccessTables.ALARM_TARGETS, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), AlarmTargetRecord.class))
                .toList();
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
