package io.paz.scheduler.web;

import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.ServiceState.ServingVersion;
import io.paz.api.scheduler.ServiceState.Undertaking;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Operation;
import io.paz.scheduler.deployment.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How services stand, as it travels over HTTP. */
final class ServiceStates {

    private ServiceStates() {}

    static ServiceState of(Standing standing) {
        return new ServiceState(
                standing.service(),
                state(standing),
                standing.serving().stream().map(ServiceStates::version).toList(),
                underWay(standing),
                lastOutcome(standing).orElse(null));
    }

    private static String state(Standing standing) {
        if (standing.serving().isEmpty()) {
            return "none";
        }
        return standing.serving().stream().allMatch(Deployment::stopped) ? "stopped" : "running";
    }

    private static ServingVersion version(Deployment deployment) {
        return new ServingVersion(
                deployment.id().version(),
                deployment.release().image(),
                deployment.release().config().numInstances(),
                deployment.running());
    }

    private static List<Undertaking> underWay(Standing standing) {
        return Stream.concat(
                        standing.deployments().stream().map(ServiceStates::undertaking),
                        standing.operations().stream().map(ServiceStates::undertaking))
                .toList();
    }

    private static Optional<Undertaking> lastOutcome(Standing standing) {
        return standing.operationCameLast()
                ? standing.lastOperation().map(ServiceStates::undertaking)
                : standing.lastDeployment().map(ServiceStates::undertaking);
    }

    private static Undertaking undertaking(Deployment deployment) {
        var answer = DeploymentDocuments.answer(deployment, 0);
        return new Undertaking(
                "deploy",
                deployment.id().version(),
                answer.state(),
                answer.deployment(),
                deployment.createdAt().toEpochMilli(),
                millis(deployment.finishedAt()),
                deployment.reason());
    }

    private static Undertaking undertaking(Operation operation) {
        return new Undertaking(
                operation.kind().event(),
                operation.version(),
                OperationDocuments.state(operation),
                OperationDocuments.path(operation.id()),
                operation.createdAt().toEpochMilli(),
                millis(operation.finishedAt()),
                operation.reason());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
