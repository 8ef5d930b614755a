package io.paz.engine.fleet.client;

import java.time.Instant;

/**
 * A line that a unit printed.
 *
 * @param byPaz whether a command printed it that starts, stops or cleans up the unit, where the host tells these apart
 * @param cursor where it stands in its host's journal
 */
public record JournalLine(String unit, Instant time, String message, boolean byPaz, String cursor) {}
