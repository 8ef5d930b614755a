package io.paz.api.scheduler;

/**
 * The answer of a hook that deploys nothing.
 *
 * @param ignored why
 */
public record IgnoredDelivery(String ignored) {}
