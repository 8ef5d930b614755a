package io.paz.engine.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.control.HeldPart;
import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitOption;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.unit.UnitFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What fleet and its hosts say of a unit, as one. */
class HeldUnitsTest {

    private static final String NAME = "web-3-1.service";
    private static final List<UnitOption> OPTIONS = List.of(new UnitOption("Service", "ExecStart", "/bin/true"));
    private static final String HASH = UnitFile.hash(HeldUnits.options(OPTIONS));

    private static Unit unit(String name, String desired, String machine) {
        return new Unit(name, OPTIONS, desired, null, machine);
    }

    private static UnitState state(String machine, String sub) {
        return new UnitState(NAME, "55", machine, "loaded", sub.equals("running") ? "active" : "inactive", sub);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(
                        "runs",
                        List.of(unit(NAME, "launched", "m1")),
                        List.of(state("m1", "running")),
                        HASH + " true RUNNING active (running), loaded"),
                Arguments.of(
                        "moved: the host that it left does not count",
                        List.of(unit(NAME, "launched", "m2")),
                        List.of(state("m1", "dead"), state("m2", "running")),
                        HASH + " true RUNNING active (running), loaded"),
                Arguments.of(
                        "stopped by hand",
                        List.of(unit(NAME, "loaded", "m1")),
                        List.of(state("m1", "dead")),
                        HASH + " false PENDING inactive (dead), loaded; somebody wants it loaded"),
                Arguments.of(
                        "no machine",
                        List.of(unit(NAME, "launched", "")),
                        List.of(),
                        HASH + " true UNPLACED fleet found no machine for it"),
                Arguments.of(
                        "on its way",
                        List.of(unit(NAME, "launched", "m1")),
                        List.of(),
                        HASH + " true PENDING not started yet"),
                Arguments.of(
                        "destroyed, but still stopping",
                        List.of(),
                        List.of(state("m1", "running")),
                        "55 false RUNNING active (running), loaded; fleet holds it no longer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void one_unit(String name, List<Unit> units, List<UnitState> states, String expected) {
        assertThat(HeldUnits.of(units, states)).map(HeldUnitsTest::line).containsExactly(expected);
    }

    private static String line(HeldPart part) {
        return part.hash() + " " + part.isWanted() + " " + part.condition() + " " + part.evidence();
    }

    @ParameterizedTest
    @MethodSource("names")
    void names_that_paz_does_not_give_are_not_told(String name) {
        assertThat(HeldUnits.of(List.of(unit(name, "launched", "m1")), List.of()))
                .isEmpty();
    }

    static Stream<String> names() {
        return Stream.of(
                "paz-scheduler.service", "etcd.service", "web.service", "web-0-1.service", "web-1-1.timer", "");
    }
}
