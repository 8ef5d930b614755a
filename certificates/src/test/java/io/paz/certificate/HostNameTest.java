package io.paz.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "example.org, EXAMPLE.org., true",
        "example.org, www.example.org, false",
        "*.example.org, www.example.org, true",
        "*.example.org, *.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, a.b.example.org, false",
        "*.example.org, .example.org, false",
        "*.example.org, x.notexample.org, false",
        "a.example.org, *.example.org, false",
        "xn--bcher-kva.example, bücher.example, true",
        "*.xn--bcher-kva.example, www.BÜCHER.example, true",
        "xn--strae-oqa.example, straße.example, true",
        "strasse.example, straße.example, false",
        "192.0.2.1, 192.0.2.1, false",
    })
    void matches_as_clients_do(String pattern, String host, boolean expected) {
        assertThat(HostName.matches(pattern, host)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "org",
                "localhost",
                "*.org",
                "*",
                "a.*.org",
                "w*.example.org",
                "a..b",
                "-a.org",
                "a-.org",
                "a_b.org",
                "A.org",
                "1.2.3.4",
                "a.org.",
                "a b.org",
                "a.org\n"
            })
    void is_no_pattern(String name) {
        assertThat(HostName.isPattern(name)).isFalse();
    }

    @Test
    void is_no_pattern_when_it_is_too_long() {
        assertThat(HostName.isPattern("a.".repeat(126) + "b")).isTrue();
        assertThat(HostName.isPattern("a.".repeat(127) + "b")).isFalse();
        assertThat(HostName.isPattern("a".repeat(64) + ".org")).isFalse();
    }
}
