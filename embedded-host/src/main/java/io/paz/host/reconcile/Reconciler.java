package io.paz.host.reconcile;

import io.paz.host.reconcile.ReconcileTask.Type;
import io.paz.host.unit.DesiredState;
import io.paz.host.unit.UnitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes the tasks that lead from what the unit manager holds to what is desired. Asking again after they are done gives none. */
public final class Reconciler {
    private static final String LOADED_BUT_NOT_SCHEDULED = "unit loaded but not scheduled here";
    private static final String LOADED_BUT_HASH_DIFFERS = "unit loaded but hash differs from expected";
    private static final String SCHEDULED_BUT_UNLOADED = "unit scheduled here but not loaded";
    private static final String LAUNCH_DESIRED = "unit currently loaded but desired state is launched";
    private static final String LOAD_DESIRED = "unit currently launched but desired state is loaded";

    private final Placement placement;

    public Reconciler(Placement placement) {
        this.placement = placement;
    }

    /** All unloads first, then loads, then stops and starts; within each, in order of the names. */
    public List<ReconcileTask> tasks(Collection<DesiredUnit> desired, Collection<ObservedUnit> observed) {
        Set<UnitName> placed = placement.place(desired);
        Map<UnitName, DesiredUnit> wanted = desired.stream()
                .filter(unit -> placed.contains(unit.name()))
                .collect(Collectors.toMap(DesiredUnit::name, Function.identity(), (a, b) -> b, TreeMap::new));
        Map<UnitName, ObservedUnit> held =
                observed.stream().collect(Collectors.toMap(ObservedUnit::name, Function.identity()));
        Set<UnitName> names = new TreeSet<>(wanted.keySet());
        names.addAll(held.keySet());
        return names.stream()
                .flatMap(name -> tasks(name, wanted.get(name), held.get(name)).stream())
                .sorted(Comparator.comparing(ReconcileTask::type, Comparator.comparingInt(Reconciler::rank)))
                .toList();
    }

    private static int rank(Type type) {
        return switch (type) {
            case UNLOAD -> 0;
            case LOAD -> 1;
            case START, STOP -> 2;
        };
    }

    private static List<ReconcileTask> tasks(UnitName name, @Nullable DesiredUnit wanted, @Nullable ObservedUnit held) {
        if (wanted == null) {
            return List.of(new ReconcileTask(Type.UNLOAD, name, LOADED_BUT_NOT_SCHEDULED));
        }
        List<ReconcileTask> tasks = new ArrayList<>();
        boolean differs = held != null && !held.hash().equals(wanted.hash());
        boolean launched = held != null && held.launched() && !differs;
        if (differs) {
            tasks.add(new ReconcileTask(Type.UNLOAD, name, LOADED_BUT_HASH_DIFFERS));
        }
        if (held == null || differs) {
            tasks.add(new ReconcileTask(Type.LOAD, name, SCHEDULED_BUT_UNLOADED));
        }
        if (!launched && wanted.state() == DesiredState.LAUNCHED) {
            tasks.add(new ReconcileTask(Type.START, name, LAUNCH_DESIRED));
        }
        if (launched && wanted.state() == DesiredState.LOADED) {
            tasks.add(new ReconcileTask(Type.STOP, name, LOAD_DESIRED));
        }
        return tasks;
    }
}
