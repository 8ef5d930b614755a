package io.paz.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where to begin in a host's journal.
 *
 * @param range for the header of that name
 */
public record JournalStart(String range) {
    private static final String WITHOUT_END = "1000000000000";

    /** The first line of that time or later. */
    public static JournalStart at(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return new JournalStart("entries=t=%x:0:%s".formatted(Math.max(0, micros), WITHOUT_END));
    }

    /** Behind the line of that cursor. */
    public static JournalStart behind(String cursor) {
        return new JournalStart("entries=%s:1:%s".formatted(cursor, WITHOUT_END));
    }

    /**
     * At least the last lines. systemd-journal-gatewayd goes back one more than it is asked to; how many it goes back is not
     * written down, so that a reader keeps the last {@code count} of what comes.
     */
    static JournalStart last(int count) {
        return new JournalStart("entries=:-%d:%d".formatted(count, count + 1));
    }
}
