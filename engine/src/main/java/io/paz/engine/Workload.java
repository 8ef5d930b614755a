package io.paz.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that an engine runs on one host, or means to run: an instance of a service, or a part of the platform.
 *
 * @param hostId empty while no host has it
 * @param desiredState what the engine means it to do, in the engine's own word; empty when it is not known
 * @param hash of the content that its host runs; null when it is not known
 * @param details what else the engine says of it, in its own words, to be shown and never to be decided on
 */
public record Workload(
        WorkloadName name,
        String hostId,
        Condition condition,
        String desiredState,
        @Nullable String hash,
        Map<String, String> details) {

    public Workload {
        details = Map.copyOf(details);
    }

    /** A workload that no host has. */
    public static Workload unplaced(WorkloadName name, String desiredState) {
        return new Workload(name, "", Condition.UNPLACED, desiredState, null, Map.of());
    }

    /** The same workload, which the engine means to do that. */
    public Workload withDesiredState(String state) {
        return state.equals(desiredState) ? this : new Workload(name, hostId, condition, state, hash, details);
    }

    public boolean isRunning() {
        return condition == Condition.RUNNING;
    }
}
