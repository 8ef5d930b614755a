package io.paz.scheduler.release;

import org.jspecify.annotations.Nullable;

/** Limits of one container; null means none. */
public record Resources(@Nullable String memory, @Nullable Double cpus) {}
