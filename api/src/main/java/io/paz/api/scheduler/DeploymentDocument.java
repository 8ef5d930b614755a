package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.directory.ServiceConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, running or ended.
 *
 * @param image reference, with its digest where a registry gave one
 * @param imageId of the host's image that runs, where no registry is known to have it; absent otherwise
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed}, {@code rolled_back} or {@code superseded}
 * @param createdAt milliseconds since 1970
 * @param reason why it failed, was rolled back or was superseded; absent otherwise
 * @param lastLines last lines of the container that failed; absent otherwise
 * @param receipt absent until it ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentDocument(
        String service,
        int version,
        String image,
        @Nullable String imageId,
        String state,
        long createdAt,
        @Nullable Long finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<DeploymentStep> steps,
        List<DeployedUnit> units,
        ServiceConfiguration config,
        @Nullable DeploymentReceipt receipt,
        RequestedBy requestedBy) {}
