package io.paz.orchestrator.alarm;

import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import io.paz.orchestrator.cluster.SourceStatus;
import java.util.Collection;
import java.util.List;

/** Parts of Paz, and etcd, that do not answer. Pure. */
final class PlatformConditions {

    private PlatformConditions() {}

    static Look of(Collection<SourceStatus> sources) {
        return Look.of(
                List.of(Rules.PART_DOWN),
                sources.stream()
                        .filter(source -> !source.up())
                        .map(source -> new Condition(
                                Rules.PART_DOWN,
                                source.name(),
                                Severity.CRITICAL,
                                "It does not answer: " + source.problem()))
                        .toList());
    }
}
