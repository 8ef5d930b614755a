package io.paz.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstalledEngineTest {

    @Test
    void returns_the_only_provider() {
        assertThat(InstalledEngine.<CharSequence>only(CharSequence.class, List.of("one")))
                .isEqualTo("one");
    }

    @Test
    void refuses_a_choice_between_two() {
        assertThatThrownBy(() ->
                        InstalledEngine.<CharSequence>only(CharSequence.class, List.of("one", new StringBuilder())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CharSequence: [java.lang.String, java.lang.StringBuilder]"
                        + " (expected: exactly one, of one engine's module)");
    }

    @Test
    void refuses_a_program_without_an_engine() {
        assertThatThrownBy(() -> InstalledEngine.only(CharSequence.class, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CharSequence: [] (expected: exactly one, of one engine's module)");
    }
}
