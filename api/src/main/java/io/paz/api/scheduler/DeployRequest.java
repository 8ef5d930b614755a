package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * "Deploy this service now."
 *
 * @param dockerRepository may carry a tag or a digest; must name the service's own repository
 * @param pushedAt when the image was pushed, as the caller has it; kept in the journal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeployRequest(
        String serviceName,
        @Nullable String dockerRepository,
        @Nullable Object pushedAt) {}
