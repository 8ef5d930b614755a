package io.paz.host.manager.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/<pid>/stat} says of a process. The process id and the start time together name one process of one boot.
 *
 * @param startTime in clock ticks since boot
 */
record ProcessStat(long pid, char state, long session, long startTime) {
    /** Reads the line; empty if it is not whole. */
    static Optional<ProcessStat> parse(String line) {
        int open = line.indexOf(" (");
        int close = line.lastIndexOf(") ");
        if (open < 1 || close < open) {
            return Optional.empty();
        }
        String[] fields = line.substring(close + 2).split(" ");
        if (fields.length < 20) {
            return Optional.empty();
        }
        return Optional.of(new ProcessStat(
                Long.parseLong(line.substring(0, open)),
                fields[0].charAt(0),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19])));
    }

    static Optional<ProcessStat> of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether this very process still runs; one that only waits to be reaped does not. */
    boolean isAlive() {
        return of(pid).filter(now -> now.startTime == startTime && now.state != 'Z')
                .isPresent();
    }
}
