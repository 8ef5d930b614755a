package io.paz.orchestrator.alarm.web;

import io.paz.http.text.TerminalText;
import io.paz.orchestrator.document.AlarmDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Alarms that go on as text for a terminal. Pure. */
final class AlarmTable {

    private static final String ROW = "%-8s  %-20s  %-20s  %-24s  %s%n";

    private AlarmTable() {}

    static String of(List<AlarmDocument> active) {
        if (active.isEmpty()) {
            return "No alarms.%n".formatted();
        }
        StringBuilder table = new StringBuilder(ROW.formatted("SEVERITY", "SINCE", "RULE", "SUBJECT", "REASON"));
        active.forEach(alarm -> table.append(ROW.formatted(
                alarm.severity(),
                Instant.ofEpochMilli(alarm.since()).truncatedTo(ChronoUnit.SECONDS),
                alarm.rule(),
                TerminalText.line(alarm.subject()),
                TerminalText.line(alarm.reason()))));
        return table.toString();
    }
}
