package io.paz.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstalledEngineTest {

    private static final NamedEngine FLEETS = () -> Set.of("fleet", "embedded");
    private static final NamedEngine OTHER = () -> Set.of("other");

    @Test
    void returns_the_provider_that_makes_the_engine_of_a_name() {
        assertThat(InstalledEngine.named(List.of(FLEETS, OTHER), "embedded")).isSameAs(FLEETS);
        assertThat(InstalledEngine.named(List.of(FLEETS, OTHER), "other")).isSameAs(OTHER);
        assertThat(InstalledEngine.names(List.of(FLEETS, OTHER))).containsExactly("embedded", "fleet", "other");
    }

    @Test
    void refuses_a_name_that_no_engine_has() {
        assertThatThrownBy(() -> InstalledEngine.named(List.of(FLEETS), "swarm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engine: value \"swarm\", of which there are 0 (expected: one of [embedded, fleet])");
    }

    @Test
    void refuses_a_name_that_two_engines_have() {
        assertThatThrownBy(() -> InstalledEngine.named(List.of(FLEETS, FLEETS), "fleet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("engine: value \"fleet\", of which there are 2 ");
    }
}
