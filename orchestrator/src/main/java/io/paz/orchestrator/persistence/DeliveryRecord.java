package io.paz.orchestrator.persistence;

import io.paz.alarm.AlarmEvent;
import io.paz.alarm.Delivery;
import java.time.Instant;

/** Stored delivery of an alarm's event. The order of the components is the order on disk. */
record DeliveryRecord(String id, String target, String kind, AlarmRecord alarm, Instant createdAt) {

    static DeliveryRecord of(Delivery delivery) {
        return new DeliveryRecord(
                delivery.id(),
                delivery.target(),
                delivery.event().kind().name(),
                AlarmRecord.of(delivery.event().alarm()),
                delivery.createdAt());
    }

    Delivery toDomain() {
        AlarmEvent event = new AlarmEvent(AlarmEvent.Kind.valueOf(kind), alarm.toDomain());
        return new Delivery(id, target, event, createdAt);
    }
}
