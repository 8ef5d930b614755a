package io.paz.http.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    /** Left: what came, as Java writes it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\u001b]0;owned\\u0007      | ^[]0;owned^G",
                "\\u001b[2J\\u001b[H         | ^[[2J^[[H",
                "\\u001b[31mred\\u001b[0m    | red",
                "\\u001b[1;38;5;208mx         | x",
                "\\u001b[31;                  | ^[[31;",
                "\\u001b\\u001b[0m[2J         | ^[[2J",
                "\\u001bP+q544e\\u001b\\\\    | ^[P+q544e^[\\",
                "\\u009b2J                    | <U+009B>2J",
                "\\u008d                      | <U+008D>",
                "done\\rfake                  | done^Mfake",
                "ended\\r                     | ended",
                "a\\bb                        | a^Hb",
                "\\u0000                      | ^@",
                "\\u007f                      | ^?",
                "one\\ntwo                    | one^Jtwo",
                "\\u202eevil                  | <U+202E>evil",
                "\\u2066evil\\u2069           | <U+2066>evil<U+2069>",
                "\\u2028                      | <U+2028>",
                "\\u0085                      | <U+0085>"
            })
    void shows_what_would_steer_a_terminal(String escaped, String expected) {
        assertThat(TerminalText.line(unescaped(escaped))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "tab\there", "grüße", "日本語", "🙂", "100% ^[ <U+009B> \\ \""})
    void leaves_everything_else_as_it_is(String text) {
        assertThat(TerminalText.line(text)).isSameAs(text);
    }

    @Test
    void keeps_line_breaks_of_several_lines() {
        assertThat(TerminalText.lines("one\n\u001b[2Jtwo\n")).isEqualTo("one\n^[[2Jtwo\n");
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(u([0-9a-f]{4})|.)")
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(2) == null
                                ? found.group(1)
                                        .replace("n", "\n")
                                        .replace("r", "\r")
                                        .replace("b", "\b")
                                : String.valueOf((char) Integer.parseInt(found.group(2), 16))));
    }
}
