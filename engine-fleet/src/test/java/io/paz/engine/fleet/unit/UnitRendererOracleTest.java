package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.ContainerSpecBuilder;
import io.paz.engine.spec.UnrenderableSpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd reads in a unit is what was meant, for every hostile value in every field. */
class UnitRendererOracleTest {

    private static final int FLEET_LINE_LIMIT = 2048;

    private final UnitRenderer renderer =
            new UnitRenderer(new HostDefaults("172.17.0.1", "http://127.0.0.1:2379", "paz-test"));

    @TempDir
    Path folder;

    static Stream<Arguments> kept() {
        return arguments(HostileValues.kept());
    }

    static Stream<Arguments> longValues() {
        return arguments(HostileValues.long_());
    }

    static Stream<Arguments> refused() {
        return arguments(HostileValues.refused());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void systemd_reads_every_field_as_it_was_meant(String name, String value) throws Exception {
        ContainerSpecBuilder spec = Releases.with(
                Map.of("KEY", value),
                Map.of("data", "/d" + value),
                "u" + value,
                List.of(value, "last"),
                Map.of("l", value));
        Systemd systemd = Systemd.debug(folder, container(spec));

        assertThat(literal(systemd.commands("ExecStart").get(0)))
                .containsSequence("--user=u" + value, "--label=l=" + value)
                .containsSequence("--volume=data:/d" + value, "--env=KEY=" + value)
                .endsWith("--", "example/demo:1.0", value, "last");
        assertThat(systemd.commands("ExecStartPre")).isEmpty();
        assertScript(systemd.commands("ExecStop").get(1), UnitScript.OWN)
                .containsExactly("own", "demo-api-3-1", "stop", "-t", "10");
        assertScript(systemd.commands("ExecStopPost").get(1), UnitScript.OWN)
                .containsExactly("own", "demo-api-3-1", "rm", "-f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discovery.type",
                "1A",
                "a b",
                "-x",
                "--privileged",
                "%i",
                "%",
                "$HOME",
                "${HOME}",
                "\"",
                "'",
                "\\",
                "#",
                ";",
                "{{.X}}",
                "ünï",
                "a/b:c,d"
            })
    void systemd_reads_every_name_of_a_variable_as_it_was_meant(String name) throws Exception {
        Map<String, String> env = Map.of(name, "a b");
        Systemd systemd = Systemd.debug(folder, container(Releases.with(env, Map.of(), null, List.of(), Map.of())));

        assertThat(literal(systemd.commands("ExecStart").get(0))).contains("--env=" + name + "=a b");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longValues")
    void long_values_are_cut_into_variables_within_fleets_line_limit(String name, String value) throws Exception {
        UnitFile unit = container(Releases.with(Map.of("KEY", value), Map.of(), null, List.of("last"), Map.of()));
        assertThat(unit.text().lines()).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(FLEET_LINE_LIMIT));

        Systemd systemd = Systemd.debug(folder, unit);
        List<String> command = systemd.commands("ExecStart").get(0);
        assertThat(command.toString()).contains("${PAZ_E");
        assertThat(systemd.started(command))
                .contains("--publish=172.17.0.1::80", "--env=KEY=" + value)
                .endsWith("--", "example/demo:1.0", "last");
        assertThat(Systemd.verify(folder, unit).output()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void values_that_cannot_arrive_are_refused_by_field(String name, String value) {
        ContainerSpecBuilder spec = Releases.with(Map.of("KEY", value), Map.of(), null, List.of(), Map.of());
        assertThatThrownBy(() -> container(spec))
                .isInstanceOf(UnrenderableSpecException.class)
                .hasMessageStartingWith("env.KEY: ")
                .hasMessageContaining("expected: ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptions")
    void a_description_is_kept_and_swallows_nothing(String name, String description) throws Exception {
        ContainerSpec spec = Releases.small(new ReleaseId("web", 1), "img")
                .description(description)
                .build();
        Systemd systemd = Systemd.debug(folder, renderer.render(spec).get(0));
        assertThat(systemd.output()).contains("Description: " + description + " (web 1, instance 1)\n");
        assertThat(systemd.commands("ExecStart")).hasSize(1);
        assertThat(systemd.commands("ExecStartPre")).isEmpty();
    }

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of("percent", "100% of %i"),
                Arguments.of("hash first", "# text"),
                Arguments.of("semicolon", "; text"),
                Arguments.of("trailing backslash", "text\\"),
                Arguments.of("markup", "<img onerror=alert(1)>"),
                Arguments.of("quotes", "\"a\" 'b'"),
                Arguments.of("dollar", "$HOME ${X}"));
    }

    @Test
    void a_newline_in_a_description_is_refused() {
        ContainerSpec spec = Releases.small(new ReleaseId("web", 1), "img")
                .description("x\n[Service]\nExecStartPre=/bin/evil")
                .build();
        assertThatThrownBy(() -> renderer.render(spec))
                .isInstanceOf(UnrenderableSpecException.class)
                .hasMessage("description: contains U+000A (expected: one line without control characters)");
    }

    @Test
    void every_unit_of_a_full_release_is_read_without_a_complaint() throws Exception {
        for (UnitFile unit : renderer.render(Releases.full())) {
            assertThat(Systemd.verify(folder, unit).output()).isEmpty();
        }
    }

    @Test
    void the_shell_gets_the_scripts_as_they_stand_in_the_source() throws IOException {
        List<UnitFile> units = renderer.render(Releases.full());
        Systemd container = Systemd.debug(folder, units.get(0));
        Systemd announce = Systemd.debug(folder, units.get(2));
        String key = "/paz/services/demo-api/3/1";

        assertScript(announce.commands("ExecStart").get(0), UnitScript.ANNOUNCE)
                .containsExactly(
                        "announce",
                        "demo-api-3-1",
                        "8080",
                        "/health",
                        "GET",
                        "demo-api.paz",
                        "200-399",
                        "1",
                        "1",
                        "2",
                        "3",
                        key);
        assertScript(container.commands("ExecStop").get(0), UnitScript.DRAIN)
                .containsExactly("drain", "demo-api-3-1", "8080", "20", key);
        assertScript(container.commands("ExecStopPost").get(0), UnitScript.WITHDRAW)
                .containsExactly("withdraw", key);
    }

    /** The arguments of a script, after it was compared. */
    private static ListAssert<String> assertScript(List<String> words, UnitScript script) {
        List<String> command = literal(words);
        assertThat(command.subList(0, 2)).containsExactly("/bin/sh", "-c");
        assertThat(command.get(2).lines().map(String::strip))
                .containsExactlyElementsOf(script.plain().lines().toList());
        return assertThat(command.subList(3, command.size()));
    }

    private UnitFile container(ContainerSpecBuilder spec) {
        return renderer.render(spec.build()).get(0);
    }

    /** systemd makes one dollar of two when it starts the command. */
    private static List<String> literal(List<String> words) {
        List<String> literal = new ArrayList<>();
        words.forEach(word -> literal.add(word.replace("$$", "$")));
        return literal;
    }

    private static Stream<Arguments> arguments(Map<String, String> values) {
        return values.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }
}
