package io.paz.engine.spec;

import java.util.List;

/**
 * What a container may use and do at most.
 *
 * @param memory such as {@code 1g}
 * @param pids processes and threads
 * @param noNewPrivileges whether no program may gain rights that its caller does not have
 * @param capabilities all that root has in the container, without {@code CAP_}
 */
public record Confinement(String memory, int pids, boolean noNewPrivileges, List<String> capabilities) {

    public Confinement {
        capabilities = List.copyOf(capabilities);
    }
}
