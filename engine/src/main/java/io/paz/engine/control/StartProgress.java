package io.paz.engine.control;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the start of an instance, in words for people.
 *
 * @param image where its image came from; null while that is not known
 * @param container which container runs since when; null while that is not known
 */
public record StartProgress(
        @Nullable String image, @Nullable String container) {}
