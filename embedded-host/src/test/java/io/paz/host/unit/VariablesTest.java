package io.paz.host.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.unit.text.EnvironmentFileParser;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VariablesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("ONE", "a", "TWO", "a 'b c'  d", "EMPTY", "", "HOSTILE", "\" --privileged $ONE %i");

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("$TWO", List.of("a", "b c", "d")),
                Arguments.of("$EMPTY", List.of()),
                Arguments.of("$NONE", List.of()),
                Arguments.of("$ONE/x", List.of()),
                Arguments.of("x$ONE", List.of("x$ONE")),
                Arguments.of("${TWO}", List.of("a 'b c'  d")),
                Arguments.of("x${ONE}y${ONE}", List.of("xaya")),
                Arguments.of("${NONE}", List.of("")),
                Arguments.of("${EMPTY}x", List.of("x")),
                Arguments.of("${HOSTILE}", List.of("\" --privileged $ONE %i")),
                Arguments.of("$$ONE", List.of("$ONE")),
                Arguments.of("pa$$word", List.of("pa$word")),
                Arguments.of("$$$$", List.of("$$")),
                Arguments.of("${ONE", List.of("${ONE")),
                Arguments.of("${ONE:-x}", List.of("${ONE:-x}")),
                Arguments.of("$(id)", List.of()),
                Arguments.of("a$", List.of("a$")),
                Arguments.of("100%", List.of("100%")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void replacesAsSystemd(String word, List<String> expected) {
        ExecCommand command = new ExecCommand("/bin/a", List.of("/bin/a", word), false, false, false);
        assertThat(command.argv(ENVIRONMENT)).startsWith("/bin/a").hasSize(expected.size() + 1);
        assertThat(command.argv(ENVIRONMENT).subList(1, expected.size() + 1)).isEqualTo(expected);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("plain", "A=b\nC=d e \n", Map.of("A", "b", "C", "d e")),
                Arguments.of("comments", "# x\n; y\nA=b # c\n", Map.of("A", "b # c")),
                Arguments.of("quotes", "A=\" b \"\nC='d\"e'\n", Map.of("A", " b ", "C", "d\"e")),
                Arguments.of("line end in quotes", "A=\"b\nc\"\n", Map.of("A", "b\nc")),
                Arguments.of("continued", "A=b\\\nc\n", Map.of("A", "bc")),
                Arguments.of("escapes", "A=\\ b\\\\\nC=\"\\$x \\n\"\n", Map.of("A", " b\\", "C", "$x \\n")),
                Arguments.of("no line end", "A=b", Map.of("A", "b")),
                Arguments.of("bad names", "A B=c\n=d\nE\n1F=g\n", Map.of()),
                Arguments.of("empty", "A=\n", Map.of("A", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void readsEnvironmentFiles(String name, String text, Map<String, String> expected) {
        assertThat(EnvironmentFileParser.parse(text)).isEqualTo(expected);
    }
}
