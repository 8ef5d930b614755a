package io.paz.client;

import java.time.Instant;

/**
 * A line that a unit printed.
 *
 * @param cursor where it stands in its host's journal
 */
public record JournalLine(String unit, Instant time, String message, String cursor) {}
