package io.paz.host.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Requirements;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReconcilerTest {
    private static final DesiredState LAUNCHED = DesiredState.LAUNCHED;
    private static final DesiredState LOADED = DesiredState.LOADED;
    private static final DesiredState INACTIVE = DesiredState.INACTIVE;

    private static DesiredUnit desired(String name, DesiredState state, long turn, String... xFleet) {
        UnitName unit = new UnitName(name);
        UnitFile file = UnitFile.parse("[X-Fleet]\n" + String.join("\n", xFleet) + "\n");
        return new DesiredUnit(unit, "h1", state, Requirements.of(unit, file), turn);
    }

    private static ObservedUnit observed(String name, String hash, boolean launched) {
        return new ObservedUnit(new UnitName(name), hash, launched);
    }

    static Stream<Arguments> newUnits() {
        return Stream.of(
                Arguments.of(
                        "a new unit is loaded and started",
                        List.of(desired("a.service", LAUNCHED, 1)),
                        List.of(),
                        List.of("LOAD a.service", "START a.service")),
                Arguments.of(
                        "a unit that is wanted loaded is not started",
                        List.of(desired("a.service", LOADED, 1)),
                        List.of(),
                        List.of("LOAD a.service")),
                Arguments.of(
                        "an inactive unit is left alone",
                        List.of(desired("a.service", INACTIVE, 1)),
                        List.of(),
                        List.of()),
                Arguments.of(
                        "what runs as wanted is left alone",
                        List.of(desired("a.service", LAUNCHED, 1)),
                        List.of(observed("a.service", "h1", true)),
                        List.of()),
                Arguments.of(
                        "a launched unit that is wanted loaded is stopped",
                        List.of(desired("a.service", LOADED, 1)),
                        List.of(observed("a.service", "h1", true)),
                        List.of("STOP a.service")),
                Arguments.of(
                        "a loaded unit that is wanted launched is started",
                        List.of(desired("a.service", LAUNCHED, 1)),
                        List.of(observed("a.service", "h1", false)),
                        List.of("START a.service")));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        "an unknown unit is unloaded",
                        List.of(),
                        List.of(observed("a.service", "h1", true)),
                        List.of("UNLOAD a.service")),
                Arguments.of(
                        "a unit that became inactive is unloaded",
                        List.of(desired("a.service", INACTIVE, 1)),
                        List.of(observed("a.service", "h1", true)),
                        List.of("UNLOAD a.service")),
                Arguments.of(
                        "other content replaces the old",
                        List.of(desired("a.service", LAUNCHED, 1)),
                        List.of(observed("a.service", "h0", true)),
                        List.of("UNLOAD a.service", "LOAD a.service", "START a.service")),
                Arguments.of(
                        "unloads come first, starts last",
                        List.of(desired("a.service", LAUNCHED, 1), desired("b.service", LAUNCHED, 2)),
                        List.of(observed("c.service", "h1", true)),
                        List.of(
                                "UNLOAD c.service",
                                "LOAD a.service",
                                "LOAD b.service",
                                "START a.service",
                                "START b.service")),
                Arguments.of(
                        "another machine's unit",
                        List.of(desired("a.service", LAUNCHED, 1, "MachineID=other")),
                        List.of(),
                        List.of()));
    }

    static Stream<Arguments> requirements() {
        return Stream.of(
                Arguments.of(
                        "this machine's unit",
                        List.of(desired("a.service", LAUNCHED, 1, "MachineID=me")),
                        List.of(),
                        List.of("LOAD a.service", "START a.service")),
                Arguments.of(
                        "metadata that the machine has",
                        List.of(desired("a.service", LOADED, 1, "MachineMetadata=\"disk=ssd\" \"disk=nvme\"")),
                        List.of(),
                        List.of("LOAD a.service")),
                Arguments.of(
                        "metadata that it has not",
                        List.of(desired("a.service", LOADED, 1, "MachineMetadata=disk=tape")),
                        List.of(),
                        List.of()),
                Arguments.of(
                        "a peer that is here",
                        List.of(
                                desired("a.service", LOADED, 1),
                                desired("b.service", LOADED, 2, "MachineOf=a.service")),
                        List.of(),
                        List.of("LOAD a.service", "LOAD b.service")));
    }

    static Stream<Arguments> peers() {
        return Stream.of(
                Arguments.of(
                        "a peer that comes later in order",
                        List.of(
                                desired("a.service", LOADED, 1, "MachineOf=b.service"),
                                desired("b.service", LOADED, 2)),
                        List.of(),
                        List.of("LOAD a.service", "LOAD b.service")),
                Arguments.of(
                        "a peer that is not here",
                        List.of(
                                desired("a.service", LOADED, 1, "MachineOf=b.service"),
                                desired("b.service", INACTIVE, 2)),
                        List.of(),
                        List.of()),
                Arguments.of(
                        "a peer whose own peer is gone",
                        List.of(
                                desired("a.service", LOADED, 1, "MachineOf=b.service"),
                                desired("b.service", LOADED, 2, "MachineOf=c.service")),
                        List.of(),
                        List.of()),
                Arguments.of(
                        "a peer that went takes its follower with it",
                        List.of(desired("a.service", LAUNCHED, 1, "MachineOf=b.service")),
                        List.of(observed("a.service", "h1", true), observed("b.service", "h1", true)),
                        List.of("UNLOAD a.service", "UNLOAD b.service")),
                Arguments.of(
                        "of two in conflict the earlier stays",
                        List.of(
                                desired("w@1.service", LOADED, 2, "Conflicts=w@*.service"),
                                desired("w@2.service", LOADED, 1, "Conflicts=w@*.service")),
                        List.of(),
                        List.of("LOAD w@2.service")));
    }

    static Stream<Arguments> conflicts() {
        return Stream.of(
                Arguments.of(
                        "a conflict counts from both sides",
                        List.of(
                                desired("a.service", LOADED, 1, "Conflicts=b.service"),
                                desired("b.service", LOADED, 2)),
                        List.of(),
                        List.of("LOAD a.service")),
                Arguments.of(
                        "a replaced unit leaves",
                        List.of(
                                desired("a.service", LAUNCHED, 1),
                                desired("b.service", LAUNCHED, 2, "Replaces=a.service")),
                        List.of(observed("a.service", "h1", true)),
                        List.of("UNLOAD a.service", "LOAD b.service", "START b.service")),
                Arguments.of(
                        "units that replace each other stay",
                        List.of(
                                desired("a.service", LOADED, 1, "Replaces=b.service"),
                                desired("b.service", LOADED, 2, "Replaces=a.service")),
                        List.of(),
                        List.of("LOAD a.service", "LOAD b.service")),
                Arguments.of(
                        "a global unit",
                        List.of(desired("a.service", LOADED, 1, "Global=true")),
                        List.of(),
                        List.of("LOAD a.service")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"newUnits", "changes", "requirements", "peers", "conflicts"})
    void computesTasks(String name, List<DesiredUnit> desired, List<ObservedUnit> observed, List<String> expected) {
        Reconciler reconciler = new Reconciler(new Placement(new MachineIdentity("me", Map.of("disk", "ssd"))));
        List<ReconcileTask> tasks = reconciler.tasks(desired, observed);
        assertThat(tasks.stream().map(task -> task.type() + " " + task.unit()).toList())
                .isEqualTo(expected);
        assertThat(tasks).noneMatch(task -> task.reason().isEmpty());
    }
}
