package io.paz.api.scheduler;

/**
 * Step of a deployment with its evidence.
 *
 * @param at milliseconds since 1970
 */
public record DeploymentStep(String name, long at, String evidence) {}
