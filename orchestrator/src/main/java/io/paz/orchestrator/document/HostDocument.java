package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.paz.engine.Host;
import java.util.List;

/** A host with the names of its units. */
public record HostDocument(@JsonUnwrapped MachineDocument machine, List<String> units) {

    public static HostDocument of(Host host, List<String> units) {
        return new HostDocument(MachineDocument.of(host), units);
    }
}
