package io.paz.engine.fleet.control;

import io.paz.engine.Condition;
import io.paz.engine.control.HeldPart;
import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitOption;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.unit.UnitFile;
import io.paz.engine.fleet.unit.UnitFile.Option;
import io.paz.engine.fleet.unit.UnitName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What fleet holds, of its units and of what its hosts say. A unit that only a host still knows is being stopped. Pure. */
final class HeldUnits {

    private static final String LAUNCHED = "launched";

    private HeldUnits() {}

    /** Those named as Paz names its own, by name. */
    public static List<HeldPart> of(List<Unit> units, List<UnitState> states) {
        Map<String, Unit> held = units.stream()
                .collect(Collectors.toMap(
                        unit -> Objects.requireNonNullElse(unit.name(), ""), Function.identity(), (a, b) -> a));
        Map<String, List<UnitState>> told = states.stream().collect(Collectors.groupingBy(UnitState::name));
        Set<String> names = new TreeSet<>(held.keySet());
        names.addAll(told.keySet());
        return names.stream()
                .flatMap(name -> UnitName.parse(name).stream())
                .map(name -> part(
                        name, held.get(name.toString()), state(held.get(name.toString()), told.get(name.toString()))))
                .toList();
    }

    /** A unit that moved may still be told of by the host that it left. */
    private static @Nullable UnitState state(@Nullable Unit unit, @Nullable List<UnitState> states) {
        List<UnitState> known = Objects.requireNonNullElse(states, List.of());
        return known.stream()
                .filter(state -> unit != null && Objects.equals(state.machineId(), unit.machineId()))
                .findFirst()
                .orElse(known.isEmpty() ? null : known.get(0));
    }

    private static HeldPart part(UnitName name, @Nullable Unit unit, @Nullable UnitState state) {
        return new HeldPart(
                name.id(),
                name.toString(),
                name.role() == UnitName.Role.ANNOUNCE,
                hash(unit, state),
                unit != null && LAUNCHED.equals(unit.desiredState()),
                condition(unit, state),
                evidence(unit, state),
                machine(unit));
    }

    private static String hash(@Nullable Unit unit, @Nullable UnitState state) {
        if (unit == null) {
            return state == null ? "" : Objects.requireNonNullElse(state.hash(), "");
        }
        return UnitFile.hash(options(Objects.requireNonNullElse(unit.options(), List.of())));
    }

    static List<Option> options(List<UnitOption> options) {
        return options.stream()
                .map(option -> new Option(option.section(), option.name(), option.value()))
                .toList();
    }

    private static Condition condition(@Nullable Unit unit, @Nullable UnitState state) {
        if (state != null) {
            return FleetClusterEngine.condition(state);
        }
        return isPlaced(unit) ? Condition.PENDING : Condition.UNPLACED;
    }

    private static @Nullable String machine(@Nullable Unit unit) {
        return unit == null || !isPlaced(unit) ? null : unit.machineId();
    }

    private static boolean isPlaced(@Nullable Unit unit) {
        return unit != null && unit.machineId() != null && !unit.machineId().isEmpty();
    }

    private static String evidence(@Nullable Unit unit, @Nullable UnitState state) {
        String wish = unit == null
                ? "; fleet holds it no longer"
                : LAUNCHED.equals(unit.desiredState()) ? "" : "; somebody wants it " + unit.desiredState();
        if (state == null) {
            return (isPlaced(unit) ? "not started yet" : "fleet found no machine for it") + wish;
        }
        return FleetClusterEngine.evidence(state) + wish;
    }
}
