package io.paz.scheduler.document;

import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.ServiceState.Problem;
import io.paz.api.scheduler.ServiceState.ServingVersion;
import io.paz.api.scheduler.ServiceState.Undertaking;
import io.paz.engine.InstanceId;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.serving.ServingStatus;
import io.paz.scheduler.status.ServiceStatus;
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

/** Converts service statuses to API documents. */
public final class ServiceDocuments {

    private ServiceDocuments() {}

    /** @param serving of every instance that should serve */
    public static ServiceState of(ServiceStatus standing, Map<InstanceId, ServingStatus> serving) {
        return new ServiceState(
                standing.service(),
                state(standing),
                standing.serving().stream()
                        .map(deployment -> version(deployment, serving))
                        .toList(),
                underWay(standing),
                lastOutcome(standing).orElse(null));
    }

    private static String state(ServiceStatus standing) {
        if (standing.serving().isEmpty()) {
            return "none";
        }
        return standing.serving().stream().allMatch(Deployment::stopped) ? "stopped" : "running";
    }

    private static ServingVersion version(Deployment deployment, Map<InstanceId, ServingStatus> serving) {
        SortedMap<Integer, ServingStatus> statuses = new TreeMap<>();
        for (int instance = 1; instance <= deployment.running(); instance++) {
            statuses.put(instance, serving.getOrDefault(deployment.id().instance(instance), ServingStatus.UNKNOWN));
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

    private static List<Undertaking> underWay(ServiceStatus standing) {
        return Stream.concat(
                        standing.deployments().stream().map(ServiceDocuments::undertaking),
                        standing.operations().stream().map(ServiceDocuments::undertaking))
                .toList();
    }

    private static Optional<Undertaking> lastOutcome(ServiceStatus standing) {
        return standing.operationCameLast()
                ? standing.lastOperation().map(ServiceDocuments::undertaking)
                : standing.lastDeployment().map(ServiceDocuments::undertaking);
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
