package io.paz.orchestrator.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host answered.
 *
 * @param machine its own readings, oldest first
 * @param units readings of its units, by name without {@code .service}
 */
public record HostReading(Capacity capacity, List<Usage> machine, Map<String, UnitReading> units) {

    /** @param memoryLimit bytes; empty for none */
    public record UnitReading(Optional<Long> memoryLimit, List<Usage> usages) {}
}
