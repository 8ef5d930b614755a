package io.paz.orchestrator.request;

import java.time.Instant;
import org.HdrHistogram.PackedHistogram;

/** Counts requests within some time. Not thread-safe. */
final class TrafficCount {

    private static final long MAX_MILLIS = 3_600_000;
    private static final int DIGITS = 2;
    private static final int CLASSES = 6;
    private static final int SWITCHED_PROTOCOL = 101;

    private final long[] statuses = new long[CLASSES];
    private final PackedHistogram millis = new PackedHistogram(MAX_MILLIS, DIGITS);
    private long received;
    private long sent;

    void add(RequestPass pass) {
        int statusClass = pass.status() / 100;
        statuses[statusClass > 0 && statusClass < CLASSES ? statusClass : 0]++;
        received += pass.received();
        sent += pass.sent();
        // A WebSocket takes as long as both want.
        if (pass.status() != SWITCHED_PROTOCOL) {
            millis.recordValue(Math.max(0, Math.min(MAX_MILLIS, pass.totalMillis())));
        }
    }

    void add(TrafficCount other) {
        for (int i = 0; i < CLASSES; i++) {
            statuses[i] += other.statuses[i];
        }
        received += other.received;
        sent += other.sent;
        millis.add(other.millis);
    }

    TrafficPoint at(Instant start) {
        long requests = 0;
        for (long count : statuses) {
            requests += count;
        }
        return new TrafficPoint(start, requests, statuses.clone(), within(50), within(95), within(99), received, sent);
    }

    private long within(double percent) {
        return millis.getTotalCount() == 0 ? 0 : millis.getValueAtPercentile(percent);
    }
}
