package io.paz.orchestrator.logs;

import java.time.Instant;

/**
 * A line that a unit printed.
 *
 * @param host id of its host
 * @param unit without {@code .service}
 * @param cursor where it stands in its host's journal
 */
public record LogLine(Instant time, String host, String unit, String message, String cursor) {}
