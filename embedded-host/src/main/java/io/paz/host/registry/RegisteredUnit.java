package io.paz.host.registry;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;

/**
 * A unit that was submitted.
 *
 * @param turn when it was last scheduled, counted in changes; units keep their places in this order
 */
public record RegisteredUnit(UnitName name, UnitFile file, DesiredState desired, long turn) {}
