package io.paz.engine.fleet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * State that systemd reports for a unit on one machine.
 *
 * @param hash SHA-1 of the unit's text, in hexadecimal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnitState(
        String name,
        @Nullable String hash,
        @JsonProperty("machineID") @Nullable String machineId,
        String systemdLoadState,
        String systemdActiveState,
        String systemdSubState) {}
