package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a new version takes over from the old one.
 *
 * @param type {@code rolling}, {@code blue-green} or {@code recreate}
 * @param batchSize instances that a rolling deployment replaces at a time, 1 to 100; when absent one, or a third of more than
 *     three
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Strategy(String type, @Nullable Integer batchSize) {}
