package io.paz.api.scheduler;

/**
 * The answer of a hook.
 *
 * @param deployment path of the deployment at the scheduler, {@code /deployments/demo-api/3}
 * @param state where the deployment stood when the answer was written
 */
public record DeployAnswer(int statusCode, int version, String deployment, String state) {}
