package io.paz.api.scheduler;

/**
 * Something that happened in a deployment, and what proves it.
 *
 * @param at milliseconds since 1970
 */
public record DeploymentStep(String name, long at, String evidence) {}
