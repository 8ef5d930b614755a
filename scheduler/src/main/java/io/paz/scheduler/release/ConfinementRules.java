package io.paz.scheduler.release;

import io.paz.engine.spec.Confinement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of a service from how each container is confined; null means the default. A version records what came of it, so that a
 * later default changes nothing of it.
 */
public record ConfinementRules(
        @Nullable Integer pids,
        @Nullable Boolean noNewPrivileges,
        @Nullable List<String> addCapabilities) {

    /** No exception. */
    static final ConfinementRules NONE = new ConfinementRules(null, null, null);

    private static final String DEFAULT_MEMORY = "1g";
    private static final int DEFAULT_PIDS = 2048;

    /** What programs need that begin as root and go on as another user; of Docker's own default it leaves out what few use. */
    private static final List<String> DEFAULT_CAPABILITIES = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "NET_BIND_SERVICE",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    public ConfinementRules {
        addCapabilities = addCapabilities == null ? null : List.copyOf(addCapabilities);
    }

    /** The confinement of a container with this limit of memory. */
    Confinement confine(@Nullable String memory) {
        return new Confinement(
                memory == null ? DEFAULT_MEMORY : memory,
                pids == null ? DEFAULT_PIDS : pids,
                noNewPrivileges == null || noNewPrivileges,
                Stream.concat(
                                DEFAULT_CAPABILITIES.stream(),
                                addCapabilities == null ? Stream.empty() : addCapabilities.stream())
                        .sorted()
                        .toList());
    }
}
