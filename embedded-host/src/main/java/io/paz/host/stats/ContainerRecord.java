package io.paz.host.stats;

import java.util.List;
import java.util.Optional;

/**
 * A container, or the machine, and what it used.
 *
 * @param identity empty as long as the engine did not tell it
 * @param memoryLimit bytes; empty for none
 * @param samples oldest first
 */
public record ContainerRecord(
        String id, Optional<ContainerIdentity> identity, Optional<Long> memoryLimit, List<Sample> samples) {}
