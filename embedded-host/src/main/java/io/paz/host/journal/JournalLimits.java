package io.paz.host.journal;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param unitBytes of one unit, the oldest lines going first
 * @param totalBytes of all units together; what was written to longest ago goes first
 */
public record JournalLimits(long unitBytes, long totalBytes, Duration age) {}
