package io.paz.orchestrator.logs;

/**
 * A part whose lines are missing now.
 *
 * @param part such as {@code host 0123}
 */
public record MissingPart(String part, String reason) {}
