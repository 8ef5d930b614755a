package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.orchestrator.cluster.Host;
import io.paz.orchestrator.cluster.UnitStatus;
import org.jspecify.annotations.Nullable;

/**
 * A unit as the original wrote it.
 *
 * @param version a number, or {@code ""} where the name tells none
 * @param machineState null when it has no host
 */
public record UnitDocument(
        String name,
        String service,
        Object version,
        Object instance,
        String activeState,
        String loadState,
        String subState,
        String desiredState,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String hash,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable MachineDocument machineState) {

    public static UnitDocument of(UnitStatus unit, @Nullable Host host) {
        return new UnitDocument(
                unit.name().text(),
                unit.name().service(),
                orEmpty(unit.name().version()),
                orEmpty(unit.name().instance()),
                unit.activeState(),
                unit.loadState(),
                unit.subState(),
                unit.desiredState(),
                unit.hash(),
                MachineDocument.ofNullable(host));
    }

    static Object orEmpty(@Nullable Integer number) {
        return number == null ? "" : number;
    }
}
