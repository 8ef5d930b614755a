package io.paz.test.cluster;

import java.util.Map;

/** fleet's own programs, where {@code PAZ_FLEETD} and {@code PAZ_FLEETCTL} say that they are. */
public final class RealFleet {

    public static final String FLEETD = "PAZ_FLEETD";
    public static final String FLEETCTL = "PAZ_FLEETCTL";

    private RealFleet() {}

    static boolean isThere() {
        return System.getenv(FLEETD) != null && System.getenv(FLEETCTL) != null;
    }

    /** Where the programs are on this machine, by their place on a host. */
    static Map<String, String> programs() {
        return isThere()
                ? Map.of("/opt/bin/fleetd", System.getenv(FLEETD), "/opt/bin/fleetctl", System.getenv(FLEETCTL))
                : Map.of();
    }
}
