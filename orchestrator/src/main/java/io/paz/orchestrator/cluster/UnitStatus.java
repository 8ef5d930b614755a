package io.paz.orchestrator.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A unit, on one host or on none.
 *
 * @param hostId empty when it has none
 * @param desiredState {@code inactive}, {@code loaded} or {@code launched}; empty when it is not known
 * @param hash of the unit's text; null when it is not known
 */
public record UnitStatus(
        UnitName name,
        String hostId,
        String loadState,
        String activeState,
        String subState,
        String desiredState,
        @Nullable String hash) {

    /** A unit that no host has. */
    static UnitStatus unplaced(UnitName name, String desiredState) {
        return new UnitStatus(name, "", "", "inactive", "dead", desiredState, null);
    }

    UnitStatus withDesiredState(String state) {
        return state.equals(desiredState)
                ? this
                : new UnitStatus(name, hostId, loadState, activeState, subState, state, hash);
    }

    /** Name and host: a global unit is on several. */
    public UnitKey key() {
        return new UnitKey(name.text(), hostId);
    }

    public boolean isActive() {
        return activeState.equals("active");
    }
}
