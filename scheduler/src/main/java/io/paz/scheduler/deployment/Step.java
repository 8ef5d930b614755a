package io.paz.scheduler.deployment;

import java.time.Instant;

/** Something that happened in a deployment, and what proves it. */
public record Step(String name, Instant at, String evidence) {}
