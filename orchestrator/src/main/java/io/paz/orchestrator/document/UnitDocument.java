package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.engine.Host;
import io.paz.engine.Workload;
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

    public static UnitDocument of(Workload unit, @Nullable Host host) {
        StateWords state = StateWords.of(unit);
        return new UnitDocument(
                unit.name().text(),
                unit.name().service(),
                orEmpty(unit.name().version()),
                orEmpty(unit.name().instance()),
                state.activeState(),
                state.loadState(),
                state.subState(),
                unit.desiredState(),
                unit.hash(),
                MachineDocument.ofNullable(host));
    }

    static Object orEmpty(@Nullable Integer number) {
        return number == null ? "" : number;
    }
}
