package io.paz.scheduler.status;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.operation.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Current state of a service.
 *
 * @param serving versions that serve, oldest first
 * @param deployments that run or wait, oldest first
 * @param operations that run or wait, oldest first
 * @param lastDeployment the newest one that ended
 * @param lastOperation the newest one that ended
 */
public record ServiceStatus(
        String service,
        List<Deployment> serving,
        List<Deployment> deployments,
        List<Operation> operations,
        Optional<Deployment> lastDeployment,
        Optional<Operation> lastOperation) {

    public ServiceStatus {
        serving = List.copyOf(serving);
        deployments = List.copyOf(deployments);
        operations = List.copyOf(operations);
    }

    /** Whether the operation that ended last was asked for after the deployment that did. */
    public boolean operationCameLast() {
        return lastOperation.isPresent()
                && lastDeployment
                        .map(deployment -> lastOperation.get().afterVersion()
                                >= deployment.id().version())
                        .orElse(true);
    }
}
