package io.paz.orchestrator.logs;

import io.paz.engine.LogLine;
import java.time.Instant;

/**
 * Which lines are wanted.
 *
 * @param since none older
 * @param lines the newest so many of those that match
 * @param text that a line must hold, taken literally; empty for any
 */
public record LogQuery(Instant since, int lines, String text) {

    /** The most lines of a host that one question looks through, and the most that it answers. */
    public static final int MAX_LINES = 10_000;

    public boolean matches(LogLine line) {
        return !line.time().isBefore(since) && line.message().contains(text);
    }

    /**
     * Number of a host's last lines to read: any of them may fail to match, and one that follows continues after the
     * last.
     */
    public int window() {
        return text.isEmpty() ? Math.max(1, lines) : MAX_LINES;
    }
}
