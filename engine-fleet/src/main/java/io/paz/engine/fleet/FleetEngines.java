package io.paz.engine.fleet;

import java.util.Set;

/** The engines that speak fleet's API. */
public final class FleetEngines {

    /** One machine's, inside of Paz; it also tells which images its host has. */
    public static final String EMBEDDED = "embedded";

    public static final Set<String> NAMES = Set.of(EMBEDDED, "fleet");

    private FleetEngines() {}
}
