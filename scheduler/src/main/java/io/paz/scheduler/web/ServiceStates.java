package io.paz.scheduler.web;

import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.ServiceState.Problem;
import io.paz.api.scheduler.ServiceState.ServingVersion;
import io.paz.api.scheduler.ServiceState.Undertaking;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Operation;
import io.paz.scheduler.deployment.Standing;
import io.paz.scheduler.deployment.serving.InstanceRef;
import io.paz.scheduler.deployment.serving.ServingStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How services stand, as it travels over HTTP. */
final class ServiceStates {

    private ServiceStates() {}

    /** @param serving of every instance that should serve */
    static ServiceState of(Standing standing, Map<InstanceRef, ServingStatus> serving) {
        return new ServiceState(
                standing.service(),
                state(standing),
                standing.serving().stream()
                        .map(deployment -> version(deployment, serving))
                        .toList(),
                underWay(standing),
                lastOutcome(standing).orElse(null));
    }

    private static String state(Standing standing) {
        if (standing.serving().isEmpty()) {
            return "none";
        }
        return standing.serving().stream().allMatch(Deployment::stopped) ? "stopped" : "running";
    }

    private static ServingVersion version(Deployment deployment, Map<InstanceRef, ServingStatus> serving) {
        SortedMap<Integer, ServingStatus> statuses = new TreeMap<>();
        for (int instance = 1; instance <= deployment.running(); instance++) {
            statuses.put(
                    instance, serving.getOrDefault(new InstanceRef(deployment.id(), instance), ServingStatus.UNKNOWN));
        }
        return new ServingVersion(
                deployment.id().version(),
                deployment.release().image(),
                deployment.release().config().numInstances(),
                count(statuses, ServingStatus::running),
                count(statuses, ServingStatus::serves),
                statuses.entrySet().stream()
                        .filter(each -> !each.getValue().serves())
                        .map(each -> problem(each.getKey(), each.getValue()))
                        .toList());
    }

    private static int count(SortedMap<Integer, ServingStatus> statuses, Predicate<ServingStatus> counted) {
        return (int) statuses.values().stream().filter(counted).count();
    }

    private static Problem problem(int instance, ServingStatus status) {
        return new Problem(instance, Objects.requireNonNull(status.serving().reason()), millis(status.since()));
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
