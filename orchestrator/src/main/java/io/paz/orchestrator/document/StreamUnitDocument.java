package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.paz.engine.Workload;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A unit in the stream, where its host is named and not repeated. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamUnitDocument(
        String name,
        String service,
        Object version,
        Object instance,
        String activeState,
        String loadState,
        String subState,
        String desiredState,
        @Nullable String hash,
        @JsonProperty("machineID") String machineId,
        String kind) {

    static StreamUnitDocument of(Workload unit) {
        StateWords state = StateWords.of(unit);
        return new StreamUnitDocument(
                unit.name().text(),
                unit.name().service(),
                UnitDocument.orEmpty(unit.name().version()),
                UnitDocument.orEmpty(unit.name().instance()),
                state.activeState(),
                state.loadState(),
                state.subState(),
                unit.desiredState(),
                unit.hash(),
                unit.hostId(),
                unit.name().kind().name().toLowerCase(Locale.ROOT));
    }
}
