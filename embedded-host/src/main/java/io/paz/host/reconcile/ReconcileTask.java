package io.paz.host.reconcile;

import io.paz.host.unit.UnitName;

/** One step towards what is desired. */
public record ReconcileTask(Type type, UnitName unit, String reason) {
    /** What is done to the unit. */
    public enum Type {
        UNLOAD,
        LOAD,
        START,
        STOP
    }
}
