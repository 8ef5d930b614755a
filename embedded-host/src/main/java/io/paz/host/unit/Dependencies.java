package io.paz.host.unit;

import java.util.Set;

/** What a unit says about other units, by their names; those that the host does not run count as there and active. */
public record Dependencies(
        Set<String> requires,
        Set<String> wants,
        Set<String> bindsTo,
        Set<String> partOf,
        Set<String> after,
        Set<String> before,
        Set<String> conflicts) {
    public static final Dependencies NONE =
            new Dependencies(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /** Whether this unit can only run if the other one started. */
    public boolean needs(String other) {
        return requires.contains(other) || bindsTo.contains(other);
    }

    /** Whether this unit is started together with the other one. */
    public boolean pullsIn(String other) {
        return needs(other) || wants.contains(other);
    }

    /** Whether this unit is stopped and restarted when the other one is. */
    public boolean follows(String other) {
        return needs(other) || partOf.contains(other);
    }
}
