package io.paz.engine.fleet.cadvisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container and what it used. The machine as a whole is the container {@code /}.
 *
 * @param name absolute, such as {@code /docker/<id>}
 * @param aliases of a Docker container, its name and its id
 * @param stats oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerInfo(
        @Nullable String id,
        String name,
        @Nullable List<String> aliases,
        @Nullable String namespace,
        @Nullable List<ContainerReference> subcontainers,
        @Nullable ContainerSpec spec,
        @Nullable List<ContainerStats> stats) {

    /** A container by its name alone. */
    public record ContainerReference(String name) {}
}
