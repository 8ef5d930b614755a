package io.paz.host.manager;

import io.paz.host.unit.UnitName;

/**
 * A unit that the manager was given.
 *
 * @param launched whether it was last told to start, not to stop
 */
public record HeldUnit(UnitName name, String hash, boolean launched) {}
