package io.paz.api.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * "Run this service with so many instances."
 *
 * @param instances 1 to 100; null when it is missing
 */
public record ScaleRequest(@Nullable Integer instances) {}
