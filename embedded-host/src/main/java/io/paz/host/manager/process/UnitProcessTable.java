package io.paz.host.manager.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the processes of a unit among all of the machine: those of the sessions that were begun for it, and those that
 * carry its mark in their environment because they left these sessions.
 */
final class UnitProcessTable {
    private static final Path PROC = Path.of("/proc");

    private UnitProcessTable() {}

    /**
     * @param shims the leaders of the unit's sessions, which are not processes of the unit themselves
     * @param mark an environment variable with its value; empty for none
     */
    static List<ProcessStat> find(Set<Long> shims, String mark) {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .flatMap(name -> ProcessStat.of(Long.parseLong(name)).stream())
                    .filter(process -> process.state() != 'Z' && !shims.contains(process.pid()))
                    .filter(process -> shims.contains(process.session()) || carries(process, mark))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean carries(ProcessStat process, String mark) {
        return !mark.isEmpty()
                && environment(process.pid())
                        .filter(environment -> ("\0" + environment).contains("\0" + mark + "\0"))
                        .isPresent();
    }

    /** Empty for a process that ended meanwhile, or is of a user whose processes the host may not look into. */
    private static Optional<String> environment(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(String.valueOf(pid)).resolve("environ"));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
