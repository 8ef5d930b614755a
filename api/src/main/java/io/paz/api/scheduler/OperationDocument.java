package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation (scale, stop, start, restart), running or ended.
 *
 * @param number 1, 2, 3, ... for each service
 * @param event {@code scale}, {@code stop} or {@code start}, as in the journal
 * @param version that it is about
 * @param instances that the version is to have
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed} or {@code superseded}
 * @param createdAt milliseconds since 1970
 * @param reason why it failed or was superseded; absent otherwise
 * @param lastLines last lines of the container that failed; absent otherwise
 * @param units that the engine is to hold of the version afterwards; empty until it runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationDocument(
        String service,
        int number,
        String event,
        int version,
        int instances,
        String state,
        long createdAt,
        @Nullable Long finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<DeploymentStep> steps,
        List<DeployedUnit> units,
        RequestedBy requestedBy) {}
