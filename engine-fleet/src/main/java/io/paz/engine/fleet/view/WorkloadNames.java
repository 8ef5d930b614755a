package io.paz.engine.fleet.view;

import io.paz.engine.WorkloadName;
import io.paz.engine.fleet.unit.UnitName;
import io.paz.engine.fleet.unit.UnitName.Role;
import java.util.Set;

/** Reads what the name of a unit says. */
final class WorkloadNames {

    /** A deployed name may hold a dot itself. */
    private static final Set<String> TYPES = Set.of(
            "service", "socket", "device", "mount", "automount", "swap", "target", "path", "timer", "slice", "scope");

    private WorkloadNames() {}

    /** @param unit with or without the suffix of its type */
    static WorkloadName of(String unit) {
        int dot = unit.lastIndexOf('.');
        String text = dot >= 0 && TYPES.contains(unit.substring(dot + 1)) ? unit.substring(0, dot) : unit;
        WorkloadName name = WorkloadName.of(text);
        return name.kind() == WorkloadName.Kind.SYSTEM
                ? name
                : UnitName.parse(text + ".service")
                        .filter(parsed -> parsed.role() == Role.ANNOUNCE)
                        .map(parsed -> WorkloadName.announcer(text, parsed.id()))
                        .orElse(name);
    }
}
