package io.paz.engine.fleet.space;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a removal.
 *
 * @param stays why it stays; null when it is gone
 */
public record RemovalAnswer(@Nullable String stays) {}
