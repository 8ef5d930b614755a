package io.paz.announcer;

import org.jspecify.annotations.Nullable;

/**
 * A running container.
 *
 * @param started when it started, as the engine writes it
 * @param pid of its first process
 * @param ip its own address; empty without one
 * @param hostPort on which the registered port is published; null where it is not
 * @param health status of the image's HEALTHCHECK; empty without one
 */
public record ContainerState(
        String id,
        String image,
        String started,
        String platform,
        long pid,
        String ip,
        @Nullable Integer hostPort,
        String health) {

    /** Whether it is the same run of the same container. */
    boolean isSameRun(ContainerState other) {
        return id.equals(other.id) && started.equals(other.started);
    }

    ContainerState withHealth(String status) {
        return new ContainerState(id, image, started, platform, pid, ip, hostPort, status);
    }
}
