package io.paz.host.agent;

import io.paz.host.manager.HeldUnit;
import io.paz.host.manager.Timers;
import io.paz.host.manager.UnitManager;
import io.paz.host.manager.UnitStatus;
import io.paz.host.reconcile.DesiredUnit;
import io.paz.host.reconcile.MachineIdentity;
import io.paz.host.reconcile.ObservedUnit;
import io.paz.host.reconcile.Placement;
import io.paz.host.reconcile.ReconcileTask;
import io.paz.host.reconcile.Reconciler;
import io.paz.host.registry.RegisteredUnit;
import io.paz.host.registry.UnitRegistry;
import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Requirements;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine as fleet's agent: writes what is desired to the registry, then has the unit manager follow. Methods that
 * change something block until it is on disk, and return before it has happened. Safe for several threads.
 */
public final class HostAgent {
    private static final Logger log = LoggerFactory.getLogger(HostAgent.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String machineId;
    private final UnitRegistry registry;
    private final UnitManager manager;
    private final Executor managerThread;
    private final Timers timers;
    /** Of the manager's thread. */
    private boolean retryIsDue;

    /** @param timers whose actions run on the manager's thread */
    public HostAgent(
            String machineId, UnitRegistry registry, UnitManager manager, Executor managerThread, Timers timers) {
        this.machineId = machineId;
        this.registry = registry;
        this.manager = manager;
        this.managerThread = managerThread;
        this.timers = timers;
    }

    public String machineId() {
        return machineId;
    }

    public Optional<RegisteredUnit> find(UnitName name) {
        return registry.find(name);
    }

    /** All units, in byte order of their names. */
    public List<RegisteredUnit> units() {
        return registry.list();
    }

    /** How far the unit has come on this machine; empty if it is not here. */
    public Optional<DesiredState> currentState(UnitName name) {
        return manager.held().stream()
                .filter(held -> held.name().equals(name))
                .findFirst()
                .map(held -> held.launched() ? DesiredState.LAUNCHED : DesiredState.LOADED);
    }

    /** The states of the units on this machine, in byte order of their names. */
    public List<UnitStatus> statuses() {
        return manager.statuses();
    }

    /** Has the listener called whenever the statuses have changed; it must not block. It replaces an earlier one. */
    public void onStatusChange(Runnable listener) {
        manager.onStatusChange(listener);
    }

    /** Names of all units that are known or on their way out. */
    public Set<UnitName> existing() {
        return Stream.concat(
                        registry.list().stream().map(RegisteredUnit::name),
                        manager.statuses().stream().map(UnitStatus::name))
                .collect(Collectors.toSet());
    }

    public Map<String, String> metadata() {
        return registry.metadata();
    }

    /** Adds a unit, or gives it other content. */
    public void save(UnitName name, UnitFile file, DesiredState desired) {
        registry.save(name, file, desired);
        reconcileSoon();
    }

    public void setDesired(UnitName name, DesiredState desired) {
        registry.setDesired(name, desired);
        reconcileSoon();
    }

    /** Returns whether there was such a unit. */
    public boolean destroy(UnitName name) {
        boolean found = registry.remove(name);
        reconcileSoon();
        return found;
    }

    /** @param changes new values by key; an empty one removes the key */
    public void changeMetadata(Map<String, String> changes) {
        registry.changeMetadata(changes);
        reconcileSoon();
    }

    /** Has the unit manager follow what is desired; it needs no other reason than to be asked. */
    public void reconcileSoon() {
        managerThread.execute(this::reconcile);
    }

    private void reconcile() {
        Reconciler reconciler = new Reconciler(new Placement(new MachineIdentity(machineId, registry.metadata())));
        // One look at the registry for all tasks: a unit that is destroyed meanwhile has a reconciliation of its own.
        Map<UnitName, RegisteredUnit> known =
                registry.list().stream().collect(Collectors.toMap(RegisteredUnit::name, Function.identity()));
        List<DesiredUnit> desired =
                known.values().stream().map(HostAgent::desired).toList();
        List<ObservedUnit> observed =
                manager.held().stream().map(HostAgent::observed).toList();
        reconciler.tasks(desired, observed).forEach(task -> execute(task, known));
    }

    private static DesiredUnit desired(RegisteredUnit unit) {
        return new DesiredUnit(
                unit.name(),
                unit.file().hash(),
                unit.desired(),
                Requirements.of(unit.name(), unit.file()),
                unit.turn());
    }

    private static ObservedUnit observed(HeldUnit unit) {
        return new ObservedUnit(unit.name(), unit.hash(), unit.launched());
    }

    private void retryLater() {
        if (!retryIsDue) {
            retryIsDue = true;
            timers.after(RETRY, () -> {
                retryIsDue = false;
                reconcile();
            });
        }
    }

    private void execute(ReconcileTask task, Map<UnitName, RegisteredUnit> known) {
        log.info("{} {}: {}", task.type(), task.unit(), task.reason());
        try {
            switch (task.type()) {
                case UNLOAD -> manager.unload(task.unit());
                case LOAD ->
                    manager.load(
                            task.unit(),
                            Objects.requireNonNull(known.get(task.unit())).file());
                case START -> manager.start(task.unit());
                case STOP -> manager.stop(task.unit());
                default -> throw new IllegalStateException("no such task: " + task.type());
            }
        } catch (RuntimeException e) {
            log.error("{} {} failed; next attempt in {} s", task.type(), task.unit(), RETRY.toSeconds(), e);
            retryLater();
        }
    }
}
