package io.paz.host.manager.process;

import java.util.Map;
import java.util.Optional;

/**
 * Variables that this host gives to the processes of units.
 *
 * @param base what every process finds in its environment, {@code PATH} at least
 * @param hostFile what a unit reads in place of the file {@link #HOST_FILE}; empty where the file itself is read
 */
public record UnitEnvironment(Map<String, String> base, Map<String, String> hostFile) {

    /** File of a host's own settings. A unit names it, so that they win over what the unit's text says. */
    public static final String HOST_FILE = "/etc/paz/host.env";

    public UnitEnvironment {
        base = Map.copyOf(base);
        hostFile = Map.copyOf(hostFile);
    }

    /** Variables that stand for a file. */
    Optional<Map<String, String>> inPlaceOf(String file) {
        return file.equals(HOST_FILE) && !hostFile.isEmpty() ? Optional.of(hostFile) : Optional.empty();
    }
}
