package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "Let this system deploy this service."
 *
 * @param serviceName null when it is missing
 * @param source null when it is missing
 * @param tags which pushed tags and refs deploy; null and none mean the default
 * @param imageTag which image a push to a Git repository deploys; null means the service's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateHook(
        @Nullable String serviceName,
        @Nullable String source,
        @Nullable List<String> tags,
        @Nullable String imageTag) {}
