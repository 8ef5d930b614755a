package io.paz.haproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @Test
    void isItsWords() {
        assertThat(Command.of("set", "map", "health.map", "web-1", "/up?a=%20&b=~,:@+")
                        .and(List.of("x"))
                        .toString())
                .isEqualTo("set map health.map web-1 /up?a=%20&b=~,:@+ x");
    }

    /** On real HAProxy a semicolon in a server's name ran a second command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a;shutdown",
                "a\nshow",
                "a\rb",
                "a\\",
                "<<",
                "a\u0000",
                "d\u0435mo",
                "a#",
                "'",
                "\""
            })
    void aWordThatCouldBeMoreIsRefused(String word) {
        assertThatThrownBy(() -> Command.of("del", "server", word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + word + "\" is no word of a command (expected: ");
    }
}
