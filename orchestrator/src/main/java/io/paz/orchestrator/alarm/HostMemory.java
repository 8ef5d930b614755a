package io.paz.orchestrator.alarm;

import io.paz.alarm.Alarm;
import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hosts that the engine had lately, and has no more. One that does not come back is taken for removed after a day. For one thread.
 */
final class HostMemory {

    static final Duration EXPECTED_BACK = Duration.ofDays(1);

    private final Map<String, Instant> lastSeen = new HashMap<>();

    /** @param alarms that go on: a host that was lost before this process began is still expected */
    HostMemory(Collection<Alarm> alarms) {
        alarms.stream()
                .filter(alarm -> alarm.rule().equals(Rules.HOST_LOST.name()))
                .forEach(alarm -> lastSeen.put(alarm.subject(), alarm.since()));
    }

    /** @param present those that the engine has now */
    Look look(Collection<String> present, Instant now) {
        present.forEach(host -> lastSeen.put(host, now));
        lastSeen.values().removeIf(seen -> seen.plus(EXPECTED_BACK).isBefore(now));
        return Look.of(
                List.of(Rules.HOST_LOST),
                lastSeen.keySet().stream()
                        .filter(host -> !present.contains(host))
                        .map(host -> new Condition(
                                Rules.HOST_LOST,
                                host,
                                Severity.CRITICAL,
                                "The engine has not had this host since %s; its instances start on other hosts where they may"
                                        .formatted(lastSeen.get(host))))
                        .toList());
    }
}
