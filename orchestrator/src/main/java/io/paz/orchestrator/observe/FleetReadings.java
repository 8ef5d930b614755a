package io.paz.orchestrator.observe;

import io.paz.api.fleet.Machine;
import io.paz.api.fleet.Unit;
import io.paz.api.fleet.UnitState;
import io.paz.client.FleetClient;
import io.paz.orchestrator.cluster.Host;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.cluster.UnitName;
import io.paz.orchestrator.cluster.UnitStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What fleet says of machines and units. */
public final class FleetReadings {

    private static final long DESIRED_STATE_INTERVAL_NANOS =
            Duration.ofSeconds(5).toNanos();

    /** As many as fleet has on one. */
    private static final int PAGE = 100;

    private final FleetClient fleet;
    private volatile @Nullable Long desiredStatesAt;

    public FleetReadings(FleetClient fleet) {
        this.fleet = fleet;
    }

    /** Hosts and units; and, now and then, what fleet wants of each, which is heavier: the text of every unit comes with it. */
    public Flux<Observation> read() {
        return Flux.concat(hosts(), units(), Mono.defer(this::desiredStatesIfDue));
    }

    private Mono<Observation> desiredStatesIfDue() {
        long now = System.nanoTime();
        if (desiredStatesAt != null && now - desiredStatesAt < DESIRED_STATE_INTERVAL_NANOS) {
            return Mono.empty();
        }
        return desiredStates().doOnSuccess(seen -> desiredStatesAt = now);
    }

    private Mono<Observation> hosts() {
        return fleet.machines().map(FleetReadings::host).collectList().map(Observation.Hosts::new);
    }

    /** What is new on a page is told before the pages after it are read; what is gone is known at the end. */
    private Flux<Observation> units() {
        return Flux.defer(() -> {
            List<UnitStatus> all = new ArrayList<>();
            return fleet.states()
                    .map(FleetReadings::unit)
                    .doOnNext(all::add)
                    .buffer(PAGE)
                    .filter(page -> page.size() == PAGE)
                    .<Observation>map(Observation.SomeUnits::new)
                    .concatWith(Mono.fromSupplier(() -> new Observation.Units(List.copyOf(all))));
        });
    }

    private Mono<Observation> desiredStates() {
        return fleet.units()
                .filter(unit -> unit.name() != null)
                .collectMap(FleetReadings::nameOf, unit -> orEmpty(unit.desiredState()))
                .map(Observation.DesiredStates::new);
    }

    private static String nameOf(Unit unit) {
        return UnitName.of(Objects.requireNonNull(unit.name())).text();
    }

    private static Host host(Machine machine) {
        Map<String, String> metadata = machine.metadata() == null ? Map.of() : machine.metadata();
        return new Host(machine.id(), orEmpty(machine.primaryIp()), new TreeMap<>(metadata));
    }

    private static UnitStatus unit(UnitState state) {
        return new UnitStatus(
                UnitName.of(state.name()),
                orEmpty(state.machineId()),
                state.systemdLoadState(),
                state.systemdActiveState(),
                state.systemdSubState(),
                "",
                state.hash());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
