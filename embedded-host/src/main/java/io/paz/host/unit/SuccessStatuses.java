package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code SuccessExitStatus=} adds to the ends that count as success.
 *
 * @param signals numbers of signals
 */
public record SuccessStatuses(Set<Integer> statuses, Set<Integer> signals) {
    /** The signals that end a service cleanly; a command that is waited for has to exit by itself. */
    private static final Set<Integer> CLEAN_SIGNALS =
            Set.of(Signal.HUP.number(), Signal.INT.number(), Signal.TERM.number(), Signal.PIPE.number());

    static SuccessStatuses parse(Iterable<String> words) {
        Set<Integer> statuses = new TreeSet<>();
        Set<Integer> signals = new TreeSet<>();
        for (String word : words) {
            if (word.matches("\\d{1,3}") && Integer.parseInt(word) < 256) {
                statuses.add(Integer.parseInt(word));
            } else {
                signals.add(Signal.of(word)
                        .orElseThrow(() -> new InvalidUnitException("SuccessExitStatus: \"" + word
                                + "\" (expected: exit statuses from 0 to 255, and names of signals)"))
                        .number());
            }
        }
        return new SuccessStatuses(Set.copyOf(statuses), Set.copyOf(signals));
    }

    /** Whether the end counts as success for the main process of a service. */
    public boolean isCleanService(ExitStatus status) {
        return isCleanCommand(status)
                || status.kind() == ExitStatus.Kind.KILLED && CLEAN_SIGNALS.contains(status.value());
    }

    /** Whether the end counts as success for a main process that is waited for, that of a oneshot service. */
    public boolean isCleanCommand(ExitStatus status) {
        return switch (status.kind()) {
            case EXITED -> status.value() == 0 || statuses.contains(status.value());
            case KILLED -> signals.contains(status.value());
            case LOST -> false;
        };
    }
}
