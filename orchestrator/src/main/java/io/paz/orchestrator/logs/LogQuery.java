package io.paz.orchestrator.logs;

import io.paz.engine.LogLine;
import java.time.Instant;

/**
 * Which lines are wanted.
 *
 * @param since none older
 * @param until none newer; {@link Instant#MAX} for those that come as well
 * @param lines the newest so many of those that match
 * @param text that a line must hold, taken literally; empty for any
 */
public record LogQuery(Instant since, Instant until, int lines, String text) {

    /** The most lines of a host that one question looks through, and the most that it answers. */
    public static final int MAX_LINES = 10_000;

    /** The newest lines, and those that come. */
    public static LogQuery newest(Instant since, int lines, String text) {
        return new LogQuery(since, Instant.MAX, lines, text);
    }

    /** The newest lines of some time. */
    public static LogQuery between(Instant since, Instant until, int lines) {
        return new LogQuery(since, until, lines, "");
    }

    public boolean matches(LogLine line) {
        return !line.time().isBefore(since)
                && !line.time().isAfter(until)
                && line.message().contains(text);
    }

    /**
     * Number of a host's last lines to read: any of them may fail to match, and one that follows continues after the
     * last.
     */
    public int window() {
        boolean allMatch = text.isEmpty() && until.equals(Instant.MAX);
        return allMatch ? Math.max(1, lines) : MAX_LINES;
    }
}
