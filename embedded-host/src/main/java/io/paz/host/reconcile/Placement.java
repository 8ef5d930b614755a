package io.paz.host.reconcile;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Requirements;
import io.paz.host.unit.UnitName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which units may be on the one machine that there is. As fleet, it leaves a unit that may not run unscheduled, and
 * schedules it as soon as it may.
 */
public final class Placement {
    private final MachineIdentity machine;

    public Placement(MachineIdentity machine) {
        this.machine = machine;
    }

    /** The units that have their place, in order of their names. */
    public Set<UnitName> place(Collection<DesiredUnit> desired) {
        List<DesiredUnit> candidates = desired.stream()
                .filter(unit -> unit.state() != DesiredState.INACTIVE)
                .filter(unit -> fitsMachine(unit.requirements()))
                .sorted(Comparator.comparingLong(DesiredUnit::turn))
                .toList();
        Map<UnitName, DesiredUnit> placed = withoutReplaced(candidates);
        boolean changed = true;
        while (changed) {
            changed = placed.values().removeIf(unit -> !placedPeers(unit, placed.keySet()));
        }
        return Set.copyOf(placed.keySet());
    }

    private boolean fitsMachine(Requirements requirements) {
        return requirements.machineId().map(machine.id()::equals).orElse(true) && machine.has(requirements.metadata());
    }

    private static Map<UnitName, DesiredUnit> withoutReplaced(List<DesiredUnit> candidates) {
        Map<UnitName, DesiredUnit> placed = new LinkedHashMap<>();
        for (DesiredUnit unit : candidates) {
            if (placed.values().stream().noneMatch(other -> conflict(unit, other))) {
                placed.put(unit.name(), unit);
            }
        }
        Set<UnitName> replaced = new HashSet<>();
        for (DesiredUnit unit : placed.values()) {
            placed.values().stream()
                    .filter(other -> isReplacedBy(other, unit))
                    .forEach(other -> replaced.add(other.name()));
        }
        placed.keySet().removeAll(replaced);
        return placed;
    }

    private static boolean conflict(DesiredUnit one, DesiredUnit other) {
        return one.requirements().conflictsWith(other.name())
                || other.requirements().conflictsWith(one.name());
    }

    /** Two units that replace each other would chase each other for ever; as in fleet, neither does then. */
    private static boolean isReplacedBy(DesiredUnit one, DesiredUnit other) {
        return !one.name().equals(other.name())
                && other.requirements().replaces(one.name())
                && !one.requirements().replaces(other.name());
    }

    private static boolean placedPeers(DesiredUnit unit, Set<UnitName> placed) {
        return unit.requirements().peers().stream()
                .allMatch(peer -> placed.stream().anyMatch(name -> name.text().equals(peer)));
    }
}
