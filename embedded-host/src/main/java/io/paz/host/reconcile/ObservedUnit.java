package io.paz.host.reconcile;

import io.paz.host.unit.UnitName;

/**
 * A unit that the unit manager holds.
 *
 * @param hash of the text that it was loaded with
 * @param launched whether it was last told to start, not to stop
 */
public record ObservedUnit(UnitName name, String hash, boolean launched) {}
