package io.paz.scheduler.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.scheduler.drift.Spread.Move;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpreadTest {

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("one instance", placed("a"), load(2, 0, 0), null),
                arguments("nothing runs", Map.of(), load(0, 0, 0), null),
                arguments("one host", placed("a", "a"), Map.of("a", 4), null),
                arguments("one on each host", placed("a", "b", "c"), load(2, 2, 2), null),
                arguments("two and one", placed("a", "b", "a"), load(4, 2, 0), null),
                arguments(
                        "all on one host, another is empty",
                        placed("a", "a"),
                        load(4, 4, 0),
                        new Move(1, "a", 2, "c", 0)),
                arguments(
                        "a host came back",
                        placed("a", "b", "a", "b", "a", "b"),
                        load(14, 6, 0),
                        new Move(1, "a", 3, "c", 0)),
                arguments(
                        "the second of the moves after it",
                        placed("c", "a", "a", "b", "a", "b"),
                        load(14, 4, 2),
                        new Move(3, "a", 3, "c", 1)),
                arguments(
                        "the additional instance would take the place",
                        placed("c", "b", "a", "b", "a", "b"),
                        load(12, 6, 2),
                        null),
                arguments("spread as well as can be", placed("c", "b", "a", "c", "a", "b"), load(12, 4, 4), null),
                arguments(
                        "the empty host has so many other parts that the engine would not take it",
                        placed("b", "c", "b", "c", "b", "c"),
                        load(20, 6, 6),
                        null),
                arguments(
                        "the partner's host is no place, though it has the fewest units",
                        placed("a", "b", "a"),
                        Map.of("a", 4, "b", 2, "c", 30),
                        null),
                arguments("hosts that left are not counted", placed("x", "x"), load(0, 0, 0), null));
    }

    private static Map<Integer, String> placed(String... hosts) {
        Map<Integer, String> placed = new HashMap<>();
        for (int number = 1; number <= hosts.length; number++) {
            placed.put(number, hosts[number - 1]);
        }
        return placed;
    }

    private static Map<String, Integer> load(int a, int b, int c) {
        return Map.of("a", a, "b", b, "c", c);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void moves(String name, Map<Integer, String> placed, Map<String, Integer> load, @Nullable Move expected) {
        assertThat(Spread.move(placed, load, 2).orElse(null)).isEqualTo(expected);
    }

    @Test
    void partners_are_two_and_two() {
        assertThat(Stream.of(1, 2, 3, 4, 99, 100).map(Spread::partner)).containsExactly(2, 1, 4, 3, 100, 99);
    }
}
