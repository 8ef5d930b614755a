package io.paz.engine.fleet.control;

import io.paz.engine.Condition;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.Artefact;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.HeldPart;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.fleet.api.Machine;
import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitOption;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.fleet.unit.HostDefaults;
import io.paz.engine.fleet.unit.UnitFile;
import io.paz.engine.fleet.unit.UnitFile.Option;
import io.paz.engine.fleet.unit.UnitName;
import io.paz.engine.fleet.unit.UnitRenderer;
import io.paz.engine.spec.ContainerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Releases as units of fleet. fleet's create is a PUT that replaces a unit of other content without a word, so each unit is read
 * back and its hash compared with the one that was meant.
 */
public final class FleetClusterEngine implements ClusterEngine {

    private static final String LAUNCHED = "launched";
    private static final int AT_ONCE = 8;

    private static final String NO_TAG = "";

    private final FleetClient fleet;
    private final UnitRenderer renderer;
    private volatile String stateTag = NO_TAG;

    public FleetClusterEngine(FleetClient fleet, HostDefaults defaults) {
        this.fleet = fleet;
        this.renderer = new UnitRenderer(defaults);
    }

    @Override
    public List<Artefact> artefacts(ContainerSpec spec) {
        return renderer.render(spec).stream().map(FleetClusterEngine::artefact).toList();
    }

    private static Artefact artefact(UnitFile unit) {
        return new Artefact(unit.name().toString(), unit.hash(), unit.text());
    }

    @Override
    public List<Artefact> possibleArtefacts(ContainerSpec spec) {
        return Stream.of(false, true)
                .flatMap(apart -> renderer.render(spec, apart).stream())
                .map(FleetClusterEngine::artefact)
                .distinct()
                .toList();
    }

    @Override
    public void submit(ContainerSpec spec, List<Integer> instances) {
        boolean apart = spec.instances() > 1 && hosts().size() > 1;
        List<UnitFile> units = renderer.render(spec, apart).stream()
                .filter(unit -> instances.contains(unit.name().instance()))
                .toList();
        FleetCall.await(Flux.fromIterable(units)
                .flatMapSequentialDelayError(this::launch, AT_ONCE, 1)
                .then());
    }

    private Mono<Void> launch(UnitFile unit) {
        String name = unit.name().toString();
        List<UnitOption> options = unit.options().stream()
                .map(option -> new UnitOption(option.section(), option.name(), option.value()))
                .toList();
        return fleet.put(name, options, LAUNCHED).then(Mono.defer(() -> requireHeld(unit)));
    }

    private Mono<Void> requireHeld(UnitFile unit) {
        String name = unit.name().toString();
        return fleet.unit(name)
                .switchIfEmpty(Mono.error(
                        () -> new EngineUnavailableException("fleet took " + name + ", but does not hold it")))
                .filter(held -> !isHeld(unit, held))
                .flatMap(other -> Mono.error(new EngineUnavailableException(
                        "fleet took " + name + ", but holds other content or does not launch it")));
    }

    private static boolean isHeld(UnitFile unit, Unit held) {
        List<Option> read = HeldUnits.options(Objects.requireNonNullElse(held.options(), List.of()));
        return LAUNCHED.equals(held.desiredState()) && UnitFile.hash(read).equals(unit.hash());
    }

    @Override
    public List<InstanceStatus> status(List<InstanceId> instances) {
        return FleetCall.await(Flux.fromIterable(instances)
                .flatMapSequentialDelayError(instance -> status(UnitName.container(instance)), AT_ONCE, 1)
                .collectList());
    }

    private Mono<InstanceStatus> status(UnitName name) {
        return fleet.states(name.toString())
                .collectList()
                .flatMap(states -> states.isEmpty() ? notPlaced(name) : Mono.just(status(name, states.get(0))));
    }

    private Mono<InstanceStatus> notPlaced(UnitName name) {
        return fleet.unit(name.toString())
                .map(unit -> unit.machineId() == null || unit.machineId().isEmpty()
                        ? status(name, Condition.UNPLACED, "fleet found no machine for " + name)
                        : status(name, Condition.PENDING, name + " is not started yet"))
                .defaultIfEmpty(status(name, Condition.PENDING, "fleet does not hold " + name));
    }

    private static InstanceStatus status(UnitName name, Condition condition, String evidence) {
        return new InstanceStatus(name.id(), name.toString(), condition, evidence, null);
    }

    private static InstanceStatus status(UnitName name, UnitState state) {
        return new InstanceStatus(
                name.id(), name.toString(), condition(state), name + " is " + evidence(state), state.machineId());
    }

    static String evidence(UnitState state) {
        return "%s (%s), %s".formatted(state.systemdActiveState(), state.systemdSubState(), state.systemdLoadState());
    }

    static Condition condition(UnitState state) {
        if (state.systemdActiveState().equals("failed") || isUnloadable(state.systemdLoadState())) {
            return Condition.FAILED;
        }
        if (state.systemdSubState().equals("auto-restart")) {
            return Condition.RESTARTING;
        }
        return state.systemdActiveState().equals("active")
                        && state.systemdSubState().equals("running")
                ? Condition.RUNNING
                : Condition.PENDING;
    }

    /** "not-found" is what a host says of a unit that it is about to load. */
    private static boolean isUnloadable(String loadState) {
        return Set.of("bad-setting", "error", "masked").contains(loadState);
    }

    @Override
    public void withdraw(List<InstanceId> instances) {
        destroyUnits(names(instances).stream()
                .filter(name -> name.role() == UnitName.Role.ANNOUNCE)
                .toList());
    }

    @Override
    public void destroy(List<InstanceId> instances) {
        destroyUnits(names(instances));
    }

    private void destroyUnits(List<UnitName> names) {
        FleetCall.await(Flux.fromIterable(names)
                .flatMapDelayError(name -> fleet.destroy(name.toString()), AT_ONCE, 1)
                .then());
    }

    @Override
    public boolean isGone(List<InstanceId> instances) {
        return FleetCall.await(Flux.fromIterable(names(instances))
                .flatMapSequentialDelayError(this::isGone, AT_ONCE, 1)
                .all(gone -> gone));
    }

    private Mono<Boolean> isGone(UnitName name) {
        return fleet.unit(name.toString())
                .hasElement()
                .flatMap(held -> held
                        ? Mono.just(false)
                        : fleet.states(name.toString()).hasElements().map(runs -> !runs));
    }

    @Override
    public Set<ReleaseId> present() {
        return FleetCall.await(fleet.units()
                .flatMapIterable(unit -> UnitName.parse(Objects.requireNonNullElse(unit.name(), "")).stream()
                        .toList())
                .map(UnitName::release)
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Optional<Boolean> awaitChange() {
        String before = stateTag;
        stateTag = FleetCall.await(fleet.nextTagOfStates(before).defaultIfEmpty(NO_TAG));
        return stateTag.equals(NO_TAG) ? Optional.empty() : Optional.of(!stateTag.equals(before));
    }

    @Override
    public List<InstanceStatus> reported() {
        return FleetCall.await(fleet.states()
                .flatMapIterable(state -> UnitName.parse(state.name()).stream()
                        .filter(name -> name.role() == UnitName.Role.CONTAINER)
                        .map(name -> new InstanceStatus(
                                name.id(), name.toString(), condition(state), evidence(state), state.machineId()))
                        .toList())
                .collectList());
    }

    @Override
    public List<HeldPart> held() {
        return FleetCall.await(Mono.zip(
                fleet.units().collectList(),
                fleet.states().collectList(),
                (units, states) -> HeldUnits.of(units, states)));
    }

    @Override
    public InstanceId instanceOf(String artefact) {
        return UnitName.parse(artefact)
                .map(UnitName::id)
                .orElseThrow(() -> new IllegalArgumentException(artefact + " is no unit of Paz"));
    }

    @Override
    public Set<String> hosts() {
        return FleetCall.await(fleet.machines()
                .mapNotNull(Machine::primaryIp)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Map<String, Integer> load() {
        return FleetCall.await(Mono.zip(
                fleet.machines().map(Machine::id).collectList(),
                fleet.units().collectList(),
                FleetClusterEngine::load));
    }

    private static Map<String, Integer> load(List<String> machines, List<Unit> units) {
        Map<String, Integer> load = new HashMap<>();
        machines.forEach(machine -> load.put(machine, 0));
        units.forEach(unit -> load.computeIfPresent(
                Objects.requireNonNullElse(unit.machineId(), ""), (machine, placed) -> placed + 1));
        return load;
    }

    private static List<UnitName> names(List<InstanceId> instances) {
        return instances.stream()
                .flatMap(instance -> Stream.of(UnitName.announce(instance), UnitName.container(instance)))
                .toList();
    }
}
