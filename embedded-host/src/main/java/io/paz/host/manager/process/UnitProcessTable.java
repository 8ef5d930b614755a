package io.paz.host.manager.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the processes of a unit among all of the machine: those of the sessions that were begun for it, and those that
 * carry its mark in their environment because they left these sessions. Not safe for several threads.
 */
final class UnitProcessTable {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern INVOCATION = Pattern.compile("(?:^|\0)INVOCATION_ID=([^\0]*)");

    /** A process, and the mark that it carries. */
    private record Known(long startTime, String mark) {}

    /**
     * The marks seen so far: reading an environment is dear. A process that left its session was made by one that had the
     * mark, and has it from its birth; so a process seen without a mark needs no second look.
     */
    private final Map<Long, Known> known = new HashMap<>();

    /**
     * @param shims the leaders of the unit's sessions, which are not processes of the unit themselves
     * @param mark the value of their {@code INVOCATION_ID}; empty for none
     */
    List<ProcessStat> find(Set<Long> shims, String mark) {
        List<ProcessStat> all = processes();
        known.keySet().retainAll(all.stream().map(ProcessStat::pid).collect(Collectors.toSet()));
        return all.stream()
                .filter(process -> process.state() != 'Z' && !shims.contains(process.pid()))
                .filter(process -> shims.contains(process.session())
                        || !mark.isEmpty() && markOf(process).equals(mark))
                .toList();
    }

    private static List<ProcessStat> processes() {
        String[] names = PROC.toFile().list();
        if (names == null) {
            throw new IllegalStateException("/proc cannot be read");
        }
        return Arrays.stream(names)
                .filter(name -> Character.isDigit(name.charAt(0)))
                .flatMap(name -> ProcessStat.of(Long.parseLong(name)).stream())
                .toList();
    }

    private String markOf(ProcessStat process) {
        Known before = known.get(process.pid());
        if (before != null && before.startTime() == process.startTime()) {
            return before.mark();
        }
        String mark = readMark(process.pid());
        known.put(process.pid(), new Known(process.startTime(), mark));
        return mark;
    }

    /** Empty for a process that ended meanwhile, or is of a user whose processes the host may not look into. */
    static String readMark(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(String.valueOf(pid)).resolve("environ"));
            Matcher mark = INVOCATION.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            return mark.find() ? mark.group(1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
