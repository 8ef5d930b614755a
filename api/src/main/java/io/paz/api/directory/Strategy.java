package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a new version takes over from the old one.
 *
 * @param type {@code rolling}, {@code blue-green}, {@code canary} or {@code recreate}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Strategy(String type) {}
