package io.paz.host.reconcile;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Requirements;
import io.paz.host.unit.UnitName;

/**
 * A unit as it is wanted.
 *
 * @param hash of its text
 * @param turn grows with every unit that is scheduled; the unit of the lower turn keeps its place in a conflict
 */
public record DesiredUnit(UnitName name, String hash, DesiredState state, Requirements requirements, long turn) {}
