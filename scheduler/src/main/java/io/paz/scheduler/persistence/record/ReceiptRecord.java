package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.Receipt;
import io.paz.scheduler.deployment.Receipt.Gate;
import java.util.List;

/** Stored receipt of a deployment. */
record ReceiptRecord(TrafficRecord traffic, List<String> gaps, List<GateRecord> gates, long drainMillis) {

    record GateRecord(String name, long millis) {}

    static ReceiptRecord of(Receipt receipt) {
        return new ReceiptRecord(
                TrafficRecord.of(receipt.traffic()),
                receipt.gaps(),
                receipt.gates().stream()
                        .map(gate -> new GateRecord(gate.name(), gate.millis()))
                        .toList(),
                receipt.drainMillis());
    }

    Receipt toDomain() {
        return new Receipt(
                traffic.toDomain(),
                gaps,
                gates.stream().map(gate -> new Gate(gate.name, gate.millis)).toList(),
                drainMillis);
    }
}
