package io.paz.host.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this host reads from a command line is what the real systemd reads from it. */
class ExecLineOracleTest {
    private static final String NAME = "web-demo@a-b\\x2dc.service";

    @TempDir
    private Path folder;

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("plain words", "/bin/echo one two  three"),
                Arguments.of("double quotes", "/bin/echo \"a b\" c"),
                Arguments.of("single quotes", "/bin/echo 'a \"b' c"),
                Arguments.of("quotes in the middle of a word", "/bin/echo a\"b c\"d'e f'g"),
                Arguments.of("empty words", "/bin/echo \"\" '' end"),
                Arguments.of("hexadecimal escape", "/bin/echo c\\x41 \"\\xc3\\xa9\""),
                Arguments.of("octal escape", "/bin/echo \\101 \"\\060\""),
                Arguments.of("unicode escapes", "/bin/echo \\u00e9 \\U0001f600"),
                Arguments.of("named escapes", "/bin/echo \"a\\tb\\sc\\\\d\\\"e\\'f\""),
                Arguments.of("newline escape", "/bin/echo \"a\\nb\" after"),
                Arguments.of("unknown escapes stay", "/bin/echo \\q \"\\.\" \\x4 \\x00 \\400 \\8"),
                Arguments.of("escaped space", "/bin/echo a\\ b"),
                Arguments.of("variables stay until the start", "/bin/echo $FOO x${BAR}y $$HOME"),
                Arguments.of("percent sign", "/bin/echo 100%% %%i"),
                Arguments.of("unit specifiers", "/bin/echo %n %N %p %P %i %I %j %J %f"),
                Arguments.of("machine specifiers", "/bin/echo %u %U %g %G %h %t %S %C %L %E %T %V"),
                Arguments.of("what cannot be a specifier stays", "/bin/echo %! %- %"),
                Arguments.of("specifier in quotes", "/bin/echo \"%i\" '%i'"),
                Arguments.of("specifier made by an escape", "/bin/echo \\x25i"),
                Arguments.of("two commands", "/bin/echo one ; /bin/echo two"),
                Arguments.of("semicolons that separate nothing", "/bin/echo \"x;y\" x;y \";\" \\; z;"),
                Arguments.of("semicolon at the end", "/bin/echo one ;"),
                Arguments.of("prefix minus", "-/bin/echo one"),
                Arguments.of("prefixes minus and at", "-@/bin/echo zero one"),
                Arguments.of("prefixes at and minus", "@-/bin/echo zero one"),
                Arguments.of("prefix plus", "+/bin/echo one"),
                Arguments.of("prefix colon", ":/bin/echo $FOO"),
                Arguments.of("prefix exclamation mark", "!/bin/echo one"),
                Arguments.of("two exclamation marks", "!!/bin/echo one"),
                Arguments.of("continued", "/bin/echo one \\\n two \\\n    three"),
                Arguments.of("continued over comments", "/bin/echo one \\\n# no\n; no\n two"),
                Arguments.of("ended by an empty line", "/bin/echo one \\\n\n# two"),
                Arguments.of("continued in a word", "/bin/echo on\\\ne"),
                Arguments.of("continued in quotes", "/bin/echo \"a \\\n b\""),
                Arguments.of("a name without a path", "echo one"),
                Arguments.of(
                        "options of a hostile value", "/bin/echo \"-e\" \"A=\\\" --privileged -v /:/host \\\"\" end"),
                Arguments.of("hash and semicolon in words", "/bin/echo a#b #c ;d"),
                Arguments.of("tabs", "/bin/echo\tone\t\ttwo"),
                Arguments.of("shell syntax means nothing", "/bin/echo $(id) `id` | > * ~ &&"),
                Arguments.of("braces", "/bin/echo {{.X}} ${X:-y} ${"),
                Arguments.of("letters beyond ASCII", "/bin/echo grüße 日本 😀"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void readsWhatSystemdReads(String name, String line) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze is not installed");
        String text = "[Service]\nType=oneshot\nExecStart=" + line + "\n";
        List<List<String>> expected = SystemdAnalyze.execStart(folder, NAME, text);
        UnitFile file = new UnitFile(
                List.of(new Directive("Service", "Type", "oneshot"), new Directive("Service", "ExecStart", line)));
        ServiceDefinition definition = new ServiceDefinitionReader(Facts.OF_TEST).read(new UnitName(NAME), file);
        assertThat(expected).isNotEmpty();
        assertThat(definition.commands(ServiceDefinition.Phase.START).stream()
                        .map(ExecCommand::argv)
                        .toList())
                .isEqualTo(expected);
    }
}
