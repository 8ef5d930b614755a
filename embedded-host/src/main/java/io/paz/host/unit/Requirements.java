package io.paz.host.unit;

import io.paz.host.unit.text.Globs;
import io.paz.host.unit.text.InvalidUnitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a unit may run, as its {@code [X-Fleet]} section says. fleet's deprecated {@code X-} names count as well.
 *
 * @param machineId the only machine it may run on
 * @param metadata what the machine must carry: any of the values, for each key
 * @param peers units that must be on the same machine
 * @param conflicts patterns of units that must not be on the same machine
 * @param replaces patterns of units that have to leave the machine
 * @param global whether it runs on every machine
 */
public record Requirements(
        Optional<String> machineId,
        Map<String, Set<String>> metadata,
        List<String> peers,
        List<String> conflicts,
        List<String> replaces,
        boolean global) {
    private static final Set<String> TRUTHS = Set.of("true", "yes", "1", "on", "t");

    public static Requirements of(UnitName name, UnitFile file) {
        Map<String, List<String>> values = values(name, file);
        List<String> machineIds = union(values, "MachineID", "X-ConditionMachineID", "X-ConditionMachineBootID");
        List<String> global = values.getOrDefault("Global", List.of());
        return new Requirements(
                machineIds.stream().findFirst(),
                metadata(union(values, "X-ConditionMachineMetadata", "MachineMetadata")),
                union(values, "X-ConditionMachineOf", "MachineOf"),
                words(union(values, "X-Conflicts", "Conflicts")),
                values.getOrDefault("Replaces", List.of()),
                !global.isEmpty()
                        && TRUTHS.contains(global.get(global.size() - 1).toLowerCase(Locale.ROOT)));
    }

    private static Map<String, List<String>> values(UnitName name, UnitFile file) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        file.directives().stream()
                .filter(directive -> directive.section().equals("X-Fleet"))
                .forEach(directive -> quotedWords(directive.value())
                        .forEach(value -> values.computeIfAbsent(directive.name(), key -> new ArrayList<>())
                                .add(expand(name, value))));
        return values;
    }

    /** fleet knows only these four specifiers here. */
    private static String expand(UnitName name, String value) {
        return value.replace("%n", name.text())
                .replace("%N", name.withoutType())
                .replace("%p", name.prefix())
                .replace("%i", name.instance());
    }

    private static List<String> quotedWords(String line) {
        if (!line.startsWith("\"") || !line.endsWith("\"")) {
            return List.of(line);
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }

    private static List<String> union(Map<String, List<String>> values, String... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> values.getOrDefault(key, List.of()).stream())
                .toList();
    }

    private static List<String> words(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<String, Set<String>> metadata(List<String> pairs) {
        Map<String, Set<String>> metadata = new LinkedHashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", -1);
            if (parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()) {
                metadata.computeIfAbsent(parts[0], key -> new HashSet<>()).add(parts[1]);
            }
        }
        return metadata;
    }

    /** @throws InvalidUnitException if these requirements can never hold together */
    void check() {
        peers.forEach(peer -> {
            refusePeer(peer, "conflict", conflicts);
            refusePeer(peer, "replace", replaces);
        });
        refuse(machineId.isPresent() && !peers.isEmpty(), "MachineID cannot be used with Peers");
        refuse(machineId.isPresent() && !conflicts.isEmpty(), "MachineID cannot be used with Conflicts");
        refuse(machineId.isPresent() && global, "MachineID cannot be used with Global");
        refuse(machineId.isPresent() && !replaces.isEmpty(), "MachineID cannot be used with Replaces");
        refuse(global && !peers.isEmpty(), "Global cannot be used with Peers");
        refuse(global && !replaces.isEmpty(), "Global cannot be used with Replaces");
        refuse(!conflicts.isEmpty() && !replaces.isEmpty(), "Conflicts cannot be used with Replaces");
    }

    private static void refusePeer(String peer, String kind, List<String> patterns) {
        patterns.stream()
                .filter(pattern -> Globs.matches(pattern, peer))
                .findFirst()
                .ifPresent(pattern -> {
                    throw new InvalidUnitException("unresolvable requirements: peer \"" + peer + "\" matches " + kind
                            + " \"" + pattern + "\"");
                });
    }

    private static void refuse(boolean condition, String message) {
        if (condition) {
            throw new InvalidUnitException(message);
        }
    }

    public boolean conflictsWith(UnitName other) {
        return conflicts.stream().anyMatch(pattern -> Globs.matches(pattern, other.text()));
    }

    public boolean replaces(UnitName other) {
        return replaces.stream().anyMatch(pattern -> Globs.matches(pattern, other.text()));
    }
}
