package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.scheduler.SpaceDocument.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cleanup removed.
 *
 * @param at milliseconds since 1970
 * @param removed images and containers
 * @param bytes that they had, at most
 * @param stayed what was to go and was needed by then
 * @param failure what ended it early
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CleanupDocument(
        long at,
        List<String> removed,
        long bytes,
        List<Image> stayed,
        @Nullable String failure) {}
