package io.paz.host.container;

import java.util.Map;

/**
 * State of a container at the engine.
 *
 * @param pid of its program on the host; 0 where it does not run
 * @param exitCode of its last run
 */
public record ContainerState(String id, Phase phase, long pid, int exitCode, Map<String, String> labels) {
    /** Where a container is in its life. */
    public enum Phase {
        CREATED,
        RUNNING,
        EXITED
    }
}
