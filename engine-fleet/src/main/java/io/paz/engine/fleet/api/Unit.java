package io.paz.engine.fleet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit as fleet holds it; in a request to create or change one, only {@code desiredState} and {@code options} count.
 *
 * @param desiredState {@code inactive}, {@code loaded} or {@code launched}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Unit(
        @Nullable String name,
        @Nullable List<UnitOption> options,
        @Nullable String desiredState,
        @Nullable String currentState,
        @JsonProperty("machineID") @Nullable String machineId) {}
