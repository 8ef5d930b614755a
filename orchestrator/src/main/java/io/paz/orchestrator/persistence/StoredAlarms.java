package io.paz.orchestrator.persistence;

import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmRepository;
import io.paz.alarm.Delivery;
import io.paz.alarm.delivery.DeliveryRepository;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Alarms and what is to be delivered of them, in the orchestrator's store. */
public final class StoredAlarms implements AlarmRepository, DeliveryRepository {

    private final KeyValueStore store;

    public StoredAlarms(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public List<Alarm> all() {
        return records(AccessTables.ALARMS, AlarmRecord.class).stream()
                .map(AlarmRecord::toDomain)
                .toList();
    }

    @Override
    public void save(Collection<Alarm> alarms, Collection<Alarm> outdated, Collection<Delivery> deliveries) {
        Batch batch = new Batch();
        alarms.forEach(
                alarm -> batch.put(AccessTables.ALARMS, key(alarm.id()), AccessCodec.encode(AlarmRecord.of(alarm))));
        outdated.forEach(alarm -> batch.delete(AccessTables.ALARMS, key(alarm.id())));
        deliveries.forEach(delivery -> batch.put(
                AccessTables.ALARM_DELIVERIES, key(delivery.id()), AccessCodec.encode(DeliveryRecord.of(delivery))));
        store.write(batch);
    }

    @Override
    public List<Delivery> pending() {
        return records(AccessTables.ALARM_DELIVERIES, DeliveryRecord.class).stream()
                .map(DeliveryRecord::toDomain)
                .toList();
    }

    @Override
    public void remove(Collection<Delivery> deliveries) {
        Batch batch = new Batch();
        deliveries.forEach(delivery -> batch.delete(AccessTables.ALARM_DELIVERIES, key(delivery.id())));
        store.write(batch);
    }

    private <T> List<T> records(Table table, Class<T> type) {
        return store.list(table, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), type))
                .toList();
    }

    private static byte[] key(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
