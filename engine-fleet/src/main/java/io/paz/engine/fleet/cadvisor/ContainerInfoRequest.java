package io.paz.engine.fleet.cadvisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Query for the samples of a container.
 *
 * @param numStats the newest so many; -1 for all, 60 if absent
 * @param start RFC 3339; only what came then and later
 * @param end RFC 3339; only what came before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerInfoRequest(
        @JsonProperty("num_stats") @Nullable Integer numStats,
        @Nullable String start,
        @Nullable String end) {}
