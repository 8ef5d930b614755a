package io.paz.engine.fleet.view;

import io.paz.engine.WorkloadName;
import io.paz.engine.fleet.unit.UnitName;
import io.paz.engine.fleet.unit.UnitName.Role;

/** Reads what the name of a unit says. */
final class WorkloadNames {

    private WorkloadNames() {}

    /** @param unit with or without what follows its last dot */
    static WorkloadName of(String unit) {
        int dot = unit.lastIndexOf('.');
        String text = dot < 0 ? unit : unit.substring(0, dot);
        WorkloadName name = WorkloadName.of(text);
        return name.kind() == WorkloadName.Kind.SYSTEM
                ? name
                : UnitName.parse(text + ".service")
                        .filter(parsed -> parsed.role() == Role.ANNOUNCE)
                        .map(parsed -> WorkloadName.announcer(text, parsed.id()))
                        .orElse(name);
    }
}
