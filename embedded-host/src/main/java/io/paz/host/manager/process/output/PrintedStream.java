package io.paz.host.manager.process.output;

import io.paz.host.journal.JournalEntry;
import io.paz.host.manager.UnitProcesses.Role;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** One of the streams that the processes of a unit print to. Each has a file of its own, so that lines of two are never mixed. */
public enum PrintedStream {
    OUTPUT(Role.MAIN, "output-"),
    ERRORS(Role.MAIN, "errors-"),
    CONTROL_OUTPUT(Role.CONTROL, JournalEntry.CONTROL_SOURCE + "output-"),
    CONTROL_ERRORS(Role.CONTROL, JournalEntry.CONTROL_SOURCE + "errors-");

    private final Role role;
    private final String prefix;

    PrintedStream(Role role, String prefix) {
        this.role = role;
        this.prefix = prefix;
    }

    /** Standard output of a command of that role. */
    public static PrintedStream outputOf(Role role) {
        return role == Role.MAIN ? OUTPUT : CONTROL_OUTPUT;
    }

    /** Standard error of a command of that role. */
    public static PrintedStream errorsOf(Role role) {
        return role == Role.MAIN ? ERRORS : CONTROL_ERRORS;
    }

    public Role role() {
        return role;
    }

    public boolean isNameOf(Path file) {
        return file.getFileName().toString().startsWith(prefix);
    }

    public static boolean isNameOfAny(String file) {
        return Stream.of(values()).anyMatch(stream -> file.startsWith(stream.prefix));
    }

    /** A name for a new file, which no other file ever had. */
    public String newName() {
        return prefix + UUID.randomUUID();
    }
}
