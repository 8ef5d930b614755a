package io.paz.host.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entries are wanted.
 *
 * @param matches values by field; an entry matches if each field has one of its values
 * @param from where to begin; empty for the beginning, or for the end if {@code skip} is negative
 * @param skip entries to leave out, or, if negative, to go back
 * @param count the most entries to give; the journal gives no more than {@link #MAX_COUNT} at once
 */
public record JournalQuery(Map<String, Set<String>> matches, Optional<JournalPosition> from, long skip, long count) {
    /** The most entries that one answer holds; the last cursor leads on. */
    public static final int MAX_COUNT = 10_000;

    private static final Set<String> UNIT_FIELDS = Set.of("_SYSTEMD_UNIT", "UNIT");

    boolean matches(JournalEntry entry) {
        return matches.isEmpty()
                || matches.entrySet().stream().allMatch(match -> match.getValue()
                        .contains(entry.fields().getOrDefault(match.getKey(), "")));
    }

    /** The only units that can match; empty for all. */
    Optional<Set<String>> units() {
        List<Set<String>> named = matches.entrySet().stream()
                .filter(match -> UNIT_FIELDS.contains(match.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (named.isEmpty() || matches.getOrDefault("_SYSTEMD_UNIT", Set.of()).contains("init.scope")) {
            return Optional.empty();
        }
        Set<String> units = new TreeSet<>();
        named.forEach(units::addAll);
        return Optional.of(units);
    }
}
