package io.paz.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.cli.api.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvFileTest {

    @Test
    void reads_what_people_paste() {
        assertThat(
                        EnvFile.read(
                                "# comment\n\nexport A=1\nB = two words \nC='$x \"y\"'\nD=\"line\\nnext \\\"q\\\"\"\nE=\nF=a=b#c\r\n"))
                .containsExactly(
                        Map.entry("A", "1"),
                        Map.entry("B", "two words"),
                        Map.entry("C", "$x \"y\""),
                        Map.entry("D", "line\nnext \"q\""),
                        Map.entry("E", ""),
                        Map.entry("F", "a=b#c"));
    }

    @Test
    void reads_what_it_writes() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("A", " spaces ");
        variables.put("B", "'quoted'");
        variables.put("C", "\"q\" \\n \n\t");
        variables.put("D", "a\\b");
        variables.put("E", "");
        assertThat(EnvFile.read(EnvFile.write(variables))).isEqualTo(variables);
    }

    @Test
    void says_which_line_is_wrong() {
        assertThatThrownBy(() -> EnvFile.read("A=1\n=2\n"))
                .isInstanceOf(CommandException.class)
                .hasMessage("line 2: \"=2\" (expected: NAME=VALUE)");
    }
}
