package io.paz.api.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * "What would a deployment do?"
 *
 * @param dockerRepository as in {@link DeployRequest}; null means the service's own
 * @param pushedAt as there
 */
public record PreviewRequest(
        @Nullable String dockerRepository, @Nullable Object pushedAt) {}
