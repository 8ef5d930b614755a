package io.paz.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.cli.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal would act on reaches no terminal. */
final class TerminalTextTest {

    private static final String HOSTILE =
            "a\u001b]0;title\u0007b\u001b[2Jc\r\nd\u009b31me\u202ef\u2066g\u200eh\u2028i\u0000j\u007fk\ufeffl";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "plain text: 'ü 漢 🚀', plain text: 'ü 漢 🚀'",
    })
    void plain_text_stays(String text, String shown) {
        assertThat(TerminalText.escape(text)).isEqualTo(shown);
    }

    @Test
    void controls_and_what_turns_text_are_shown() {
        assertThat(TerminalText.escape(HOSTILE))
                .isEqualTo("a^[]0;title^Gb^[[2Jc^M^Jd<U+009B>31me<U+202E>f<U+2066>g<U+200E>h<U+2028>i^@j^?k<U+FEFF>l");
    }

    @Test
    void no_output_lets_them_through() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Output output = new Output(new PrintWriter(out), new PrintWriter(err), new Output.Form(false, true, false));
        output.line(HOSTILE);
        output.text(HOSTILE);
        output.note(HOSTILE);
        output.table(new Table(HOSTILE, HOSTILE).row(HOSTILE, HOSTILE), "");
        output.json(Json.of(HOSTILE, HOSTILE));
        output.jsonLine(Json.of(HOSTILE, HOSTILE));

        String printed = (out.toString() + err).replace(System.lineSeparator(), "");
        assertThat(printed.chars().filter(c -> c != '\n').filter(c -> Character.getType(c) == Character.CONTROL))
                .isEmpty();
        assertThat(printed).doesNotContain("\u202e", "\u2066", "\u200e", "\u2028", "\ufeff");
    }

    @Test
    void columns_are_as_wide_as_what_is_shown() {
        StringWriter out = new StringWriter();
        Output output = new Output(new PrintWriter(out), new PrintWriter(out), new Output.Form(false, false, false));
        output.table(new Table("NAME", "STATE").row("a\u001b", "up").row("shop", Piece.state("running")), "");
        assertThat(out.toString().lines()).containsExactly("NAME  STATE", "a^[   up", "shop  running");
    }
}
