package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one container; absent means none.
 *
 * @param memory a number and a unit, {@code 64m}, {@code 1g}; at least 6m
 * @param cpus processors, 0.01 to 256
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Resources(@Nullable String memory, @Nullable Double cpus) {}
