package io.paz.scheduler.web.progress;

import io.paz.api.scheduler.DeploymentProgress;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.document.DeploymentDocuments;
import io.paz.scheduler.document.OperationDocuments;
import io.paz.scheduler.operation.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Progress shown to a waiting client.
 *
 * @param title for people
 * @param end the last line for programs
 */
public record ProgressReport(
        String title,
        Instant createdAt,
        @Nullable Instant finishedAt,
        DeploymentState state,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<Step> steps,
        DeploymentProgress end) {

    public static ProgressReport of(Deployment deployment) {
        return new ProgressReport(
                deployment.id().service() + " version " + deployment.id().version(),
                deployment.createdAt(),
                deployment.finishedAt(),
                deployment.state(),
                deployment.reason(),
                deployment.lastLines(),
                deployment.steps(),
                new DeploymentProgress(null, null, DeploymentDocuments.of(deployment), null));
    }

    public static ProgressReport of(Operation operation) {
        return new ProgressReport(
                operation.id() + " (" + operation.kind().event() + ")",
                operation.createdAt(),
                operation.finishedAt(),
                operation.state(),
                operation.reason(),
                operation.lastLines(),
                operation.steps(),
                new DeploymentProgress(null, null, null, OperationDocuments.of(operation)));
    }
}
