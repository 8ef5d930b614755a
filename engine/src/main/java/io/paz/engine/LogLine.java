package io.paz.engine;

import java.time.Instant;

/**
 * A line that a workload printed.
 *
 * @param host id of its host
 * @param workload name of what printed it
 * @param cursor position in its host's log, which the engine understands
 */
public record LogLine(Instant time, String host, String workload, String message, String cursor) {}
