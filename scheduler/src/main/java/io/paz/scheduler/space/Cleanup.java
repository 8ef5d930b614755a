package io.paz.scheduler.space;

import io.paz.scheduler.space.CleanupPlan.KeptImage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cleanup did.
 *
 * @param removed names of images and containers
 * @param bytes that they had, at most
 * @param stayed what was to go and was needed by then
 * @param failure what ended it early; the next one goes on
 */
public record Cleanup(
        Instant at,
        List<String> removed,
        long bytes,
        List<KeptImage> stayed,
        @Nullable String failure) {}
