package io.paz.engine.fleet.view;

import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.Condition;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.fleet.api.Machine;
import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.view.ClusterView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Machines and units of fleet. What its hosts' systemd says of a unit are details. */
public final class FleetView implements ClusterView {

    /** Units on one page of fleet's. */
    private static final int PAGE = 100;

    private final FleetClient fleet;

    public FleetView(FleetClient fleet) {
        this.fleet = fleet;
    }

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public Mono<List<Host>> hosts() {
        return fleet.machines().map(FleetView::host).collectList().onErrorMap(FleetView::meaning);
    }

    @Override
    public Flux<List<Workload>> workloads() {
        return fleet.states().map(FleetView::workload).buffer(PAGE).onErrorMap(FleetView::meaning);
    }

    /** The text of every unit comes with it. */
    @Override
    public Mono<Map<WorkloadName, String>> desiredStates() {
        return fleet.units()
                .filter(unit -> unit.name() != null)
                .collectMap(FleetView::nameOf, unit -> orEmpty(unit.desiredState()))
                .onErrorMap(FleetView::meaning);
    }

    /** The embedded host can tell; the real fleet cannot. */
    @Override
    public Mono<String> nextChange(String known) {
        return fleet.nextTagOfStates(known).onErrorMap(FleetView::meaning);
    }

    @Override
    public WorkloadName nameOf(String text) {
        return WorkloadNames.of(text);
    }

    private static WorkloadName nameOf(Unit unit) {
        return WorkloadNames.of(Objects.requireNonNull(unit.name()));
    }

    private static Host host(Machine machine) {
        Map<String, String> metadata = machine.metadata() == null ? Map.of() : machine.metadata();
        return new Host(machine.id(), orEmpty(machine.primaryIp()), new TreeMap<>(metadata));
    }

    private static Workload workload(UnitState state) {
        return new Workload(
                WorkloadNames.of(state.name()),
                orEmpty(state.machineId()),
                condition(state),
                "",
                state.hash(),
                Map.of(
                        "loadState", state.systemdLoadState(),
                        "activeState", state.systemdActiveState(),
                        "subState", state.systemdSubState()));
    }

    /** A unit of any type counts as running while it is active: a timer, or one that did its work, runs nothing. */
    private static Condition condition(UnitState state) {
        return switch (state.systemdActiveState()) {
            case "active" -> Condition.RUNNING;
            case "failed" -> Condition.FAILED;
            default -> state.systemdSubState().equals("auto-restart") ? Condition.RESTARTING : Condition.PENDING;
        };
    }

    static Throwable meaning(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RemoteUnavailableException) {
            return new EngineUnavailableException(message, failure);
        }
        return failure instanceof RemoteRefusedException ? new EngineRefusedException(message, failure) : failure;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
