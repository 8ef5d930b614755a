package io.paz.engine.fleet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine of the cluster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Machine(
        String id,
        @JsonProperty("primaryIP") @Nullable String primaryIp,
        @Nullable Map<String, String> metadata) {}
