package io.paz.engine.fleet.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Start position in a host's journal.
 *
 * @param range for the header of that name
 * @param known cursor of a line that comes first and is known already
 */
public record JournalStart(String range, Optional<String> known) {
    private static final String UNLIMITED = "1000000000000";

    /** The first line of that time or later. */
    public static JournalStart at(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return new JournalStart("entries=t=%x:0:%s".formatted(Math.max(0, micros), UNLIMITED), Optional.empty());
    }

    /**
     * Starts after the line of that cursor, which is skipped here: asked to skip it, systemd-journal-gatewayd gives it all the
     * same when there is none after it yet.
     */
    public static JournalStart after(String cursor) {
        return new JournalStart("entries=%s:0:%s".formatted(cursor, UNLIMITED), Optional.of(cursor));
    }

    /**
     * At least the last lines. systemd-journal-gatewayd goes back one more than it is asked to; how many it goes back is not
     * written down, so that a reader keeps the last {@code count} of what comes.
     */
    static JournalStart last(int count) {
        return new JournalStart("entries=:-%d:%d".formatted(count, count + 1), Optional.empty());
    }
}
