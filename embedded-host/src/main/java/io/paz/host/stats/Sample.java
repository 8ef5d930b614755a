package io.paz.host.stats;

import java.time.Instant;

/** A reading and its time. */
public record Sample(Instant time, Reading reading) {}
