package io.paz.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionsTest {

    private static final List<String> NAMES = List.of("deploy", "services", "shop", "status", "stop");

    @ParameterizedTest
    @CsvSource({"servics, services", "delpoy, deploy", "shpo, shop", "stat, status", "stpo, stop"})
    void nearest_name_is_found(String typed, String meant) {
        assertThat(Suggestions.nearest(typed, NAMES)).contains(meant);
    }

    @Test
    void nothing_is_suggested_for_what_is_far_from_all() {
        assertThat(Suggestions.nearest("kubernetes", NAMES)).isEmpty();
        assertThat(Suggestions.sentence("kubernetes", NAMES)).isEmpty();
    }
}
