package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions from how each container is confined.
 *
 * @param pids processes and threads of one container, 16 to 4194304; 2048 when absent
 * @param noNewPrivileges whether no program may gain rights that its caller does not have, as {@code sudo} does; true when absent
 * @param addCapabilities capabilities beside the default ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Confinement(
        @Nullable Integer pids,
        @Nullable Boolean noNewPrivileges,
        @Nullable List<String> addCapabilities) {}
