package io.paz.orchestrator.alarm;

import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import io.paz.api.scheduler.DriftDocument;
import io.paz.api.scheduler.DriftDocument.Finding;
import java.util.List;
import java.util.Set;

/** What differs from what should be, and is not put right by itself. Pure. */
final class DriftConditions {

    private static final Set<String> KNOWN = Set.of("known", "partly_known", "off");

    private DriftConditions() {}

    static Look of(DriftDocument drift) {
        if (!KNOWN.contains(drift.state())) {
            return Look.of(List.of(), List.of());
        }
        return Look.of(
                List.of(Rules.DRIFT),
                drift.findings().stream()
                        .filter(finding -> !finding.mended() || finding.obstacle() != null)
                        .map(DriftConditions::condition)
                        .toList());
    }

    private static Condition condition(Finding finding) {
        String remedy = finding.obstacle() == null ? finding.advice() : finding.obstacle();
        String reason = "%s of version %d: %s, expected: %s; %s"
                .formatted(finding.unit(), finding.version(), finding.actual(), finding.expected(), remedy);
        return new Condition(Rules.DRIFT, finding.service() + "/" + finding.unit(), Severity.WARNING, reason);
    }
}
