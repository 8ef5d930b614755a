package io.paz.host.manager;

import io.paz.host.unit.UnitName;

/**
 * What systemd would say of a unit.
 *
 * @param loadState {@code loaded}, or {@code bad-setting} for a unit that can never start
 */
public record UnitStatus(UnitName name, String hash, String loadState, SubState state) {}
