package io.paz.scheduler.release;

import org.jspecify.annotations.Nullable;

/** A port of the container; without {@code host} the engine chooses the host's port when the container starts. */
public record PortMapping(int container, @Nullable Integer host) {}
