package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the journal.
 *
 * @param sequence grows with every line of the machine
 * @param micros microseconds since 1970
 * @param printed whether a process of the unit printed it; otherwise the manager says it of the unit
 * @param priority by syslog's numbers
 */
public record JournalEntry(long sequence, long micros, UnitName unit, boolean printed, int priority, String message) {
    public String cursor() {
        return JournalPosition.SEQUENCE + Long.toHexString(sequence);
    }

    /** The fields by journald's names. As there, what the manager says of a unit carries {@code UNIT}. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("__CURSOR", cursor());
        fields.put("__REALTIME_TIMESTAMP", String.valueOf(micros));
        fields.put("_TRANSPORT", printed ? "stdout" : "journal");
        fields.put("PRIORITY", String.valueOf(priority));
        fields.put("SYSLOG_IDENTIFIER", printed ? unit.withoutType() : "systemd");
        fields.put("_SYSTEMD_UNIT", printed ? unit.text() : "init.scope");
        if (!printed) {
            fields.put("UNIT", unit.text());
        }
        fields.put("MESSAGE", message);
        return fields;
    }
}
