package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the journal.
 *
 * @param sequence grows with every line of the machine
 * @param micros microseconds since 1970
 * @param priority by syslog's numbers
 */
public record JournalEntry(long sequence, long micros, UnitName unit, Origin origin, int priority, String message) {
    /** What names of files begin with that control commands of units print to. */
    public static final String CONTROL_SOURCE = "control-";

    /** Who says the line. */
    public enum Origin {
        /** The program of the unit printed it. */
        PROGRAM,
        /** A command that starts, stops or cleans up the unit printed it. */
        CONTROL,
        /** The unit manager says it of the unit. */
        MANAGER
    }

    public String cursor() {
        return JournalPosition.SEQUENCE + Long.toHexString(sequence);
    }

    /**
     * The fields by journald's names. As there, what the manager says of a unit carries {@code UNIT}. What control commands
     * print has {@code paz} as its identifier, which tells it from what the program prints.
     */
    public Map<String, String> fields() {
        boolean printed = origin != Origin.MANAGER;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("__CURSOR", cursor());
        fields.put("__REALTIME_TIMESTAMP", String.valueOf(micros));
        fields.put("_TRANSPORT", printed ? "stdout" : "journal");
        fields.put("PRIORITY", String.valueOf(priority));
        fields.put("SYSLOG_IDENTIFIER", identifier());
        fields.put("_SYSTEMD_UNIT", printed ? unit.text() : "init.scope");
        if (!printed) {
            fields.put("UNIT", unit.text());
        }
        fields.put("MESSAGE", message);
        return fields;
    }

    private String identifier() {
        return switch (origin) {
            case PROGRAM -> unit.withoutType();
            case CONTROL -> "paz";
            case MANAGER -> "systemd";
        };
    }
}
