package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Line of a progress stream: a step of a deployment or operation, or, as the last line, its final state.
 *
 * @param elapsedMillis since it was accepted
 * @param deployment on the last line of a deployment only
 * @param operation on the last line of an operation only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentProgress(
        @Nullable DeploymentStep step,
        @Nullable Long elapsedMillis,
        @Nullable DeploymentDocument deployment,
        @Nullable OperationDocument operation) {}
