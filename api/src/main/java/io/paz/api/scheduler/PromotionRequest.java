package io.paz.api.scheduler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment is to get from another one.
 *
 * @param from environment whose serving version is promoted
 * @param services name of the one service, without its environment
 * @param dryRun whether to show only what would change
 */
public record PromotionRequest(
        @Nullable String from,
        @Nullable List<String> services,
        @Nullable Boolean dryRun) {}
