package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A port of the container, 1 to 65535, and the host's port for it; without {@code host} the engine chooses one when the
 * container starts. The first port of a service is the one that requests are routed to.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PortMapping(int container, @Nullable Integer host) {}
