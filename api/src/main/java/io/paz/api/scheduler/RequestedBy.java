package io.paz.api.scheduler;

/**
 * Who asked for a change.
 *
 * @param kind {@code administrator-token}, {@code session}, {@code token}, {@code hook}, {@code service} or {@code nobody}, where no
 *     credential is asked for; {@code paz} for a repair; {@code unknown} where an earlier release did not record it
 * @param name for people
 */
public record RequestedBy(String kind, String name) {}
