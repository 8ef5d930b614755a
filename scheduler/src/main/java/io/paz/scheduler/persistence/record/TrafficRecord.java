package io.paz.scheduler.persistence.record;

import io.paz.scheduler.traffic.CounterReading;
import io.paz.scheduler.traffic.InitialCounters;
import io.paz.scheduler.traffic.Traffic;
import io.paz.scheduler.traffic.TrafficTotals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Stored request counters. */
record TrafficRecord(long requests, long errors, long connectionErrors, long retries, long redispatches) {

    static TrafficRecord of(Traffic traffic) {
        return new TrafficRecord(
                traffic.requests(),
                traffic.errors(),
                traffic.connectionErrors(),
                traffic.retries(),
                traffic.redispatches());
    }

    Traffic toDomain() {
        return new Traffic(requests, errors, connectionErrors, retries, redispatches);
    }

    /** Stored reading of one counter source. */
    record ReadingRecord(long lifetime, TrafficRecord traffic) {

        private static Map<String, ReadingRecord> of(Map<String, CounterReading> readings) {
            Map<String, ReadingRecord> records = new LinkedHashMap<>();
            readings.forEach((source, reading) ->
                    records.put(source, new ReadingRecord(reading.lifetime(), TrafficRecord.of(reading.traffic()))));
            return records;
        }

        private static Map<String, CounterReading> toDomain(Map<String, ReadingRecord> records) {
            Map<String, CounterReading> readings = new LinkedHashMap<>();
            records.forEach((source, record) ->
                    readings.put(source, new CounterReading(record.lifetime, record.traffic.toDomain())));
            return readings;
        }
    }

    /** Stored counters at the start of a deployment. */
    record InitialRecord(Map<String, ReadingRecord> readings, Map<String, String> problems) {

        static InitialRecord of(InitialCounters counters) {
            return new InitialRecord(ReadingRecord.of(counters.readings()), counters.problems());
        }

        InitialCounters toDomain() {
            return new InitialCounters(ReadingRecord.toDomain(readings), problems);
        }
    }

    /** Stored sums of counters across restarts of their load balancer. */
    record TotalsRecord(Map<String, ReadingRecord> last, TrafficRecord sum, Set<String> restarted) {

        static TotalsRecord of(TrafficTotals totals) {
            return new TotalsRecord(
                    ReadingRecord.of(totals.last()), TrafficRecord.of(totals.sum()), totals.restarted());
        }

        TrafficTotals toDomain() {
            return new TrafficTotals(ReadingRecord.toDomain(last), sum.toDomain(), restarted);
        }
    }
}
