package io.paz.host.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.host.unit.text.InvalidUnitException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UnitFileTest {
    @Test
    void hashesAsRealFleetDid() throws IOException {
        JsonNode exchanges;
        try (InputStream fixture = UnitFileTest.class.getResourceAsStream("/fleet-api.json")) {
            exchanges = JsonMapper.shared().readTree(fixture).get("exchanges");
        }
        Map<String, UnitFile> files = new HashMap<>();
        int compared = 0;
        for (JsonNode exchange : exchanges) {
            JsonNode body = exchange.path("response").path("body");
            body.path("units").forEach(unit -> files.put(unit.get("name").asString(), file(unit)));
            JsonNode put = exchange.path("request").path("body");
            if (put.has("options")) {
                files.put(exchange.get("request").get("path").asString().replaceFirst(".*/", ""), file(put));
            }
            for (JsonNode state : body.path("states")) {
                assertThat(files.get(state.get("name").asString()).hash())
                        .isEqualTo(state.get("hash").asString());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(15);
    }

    private static UnitFile file(JsonNode unit) {
        return new UnitFile(unit.get("options")
                .valueStream()
                .map(option -> new Directive(
                        option.path("section").asString(""),
                        option.get("name").asString(),
                        option.get("value").asString()))
                .toList());
    }

    @Test
    void groupsBySectionInOrderOfAppearance() {
        UnitFile file = new UnitFile(List.of(
                new Directive("Unit", "Description", "x"),
                new Directive("Service", "ExecStart", "/bin/a"),
                new Directive("Unit", "After", "b.service")));
        assertThat(file.text()).isEqualTo("""
                [Unit]
                Description=x
                After=b.service

                [Service]
                ExecStart=/bin/a
                """);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(
                        "comments and blanks",
                        "junk\n[Unit]\n# c\n; c \\\nstill\n\n Description = x \n",
                        List.of(new Directive("Unit", "Description", "x"))),
                Arguments.of(
                        "continuation kept",
                        "[Service]\nExecStart=/bin/a \\\n  b\nType=x",
                        List.of(
                                new Directive("Service", "ExecStart", "/bin/a \\\n  b"),
                                new Directive("Service", "Type", "x"))),
                Arguments.of(
                        "continuation into a blank line",
                        "[Service]\nExecStart=/bin/a \\\n\nType=x",
                        List.of(
                                new Directive("Service", "ExecStart", "/bin/a \\\n"),
                                new Directive("Service", "Type", "x"))),
                Arguments.of("empty value", "[A]\nB=", List.of(new Directive("A", "B", ""))),
                Arguments.of("equals sign in value", "[A]\nB=c=d", List.of(new Directive("A", "B", "c=d"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void parsesAsFleet(String name, String text, List<Directive> expected) {
        assertThat(UnitFile.parse(text).directives()).isEqualTo(expected);
    }

    static Stream<Arguments> refusedTexts() {
        return Stream.of(
                Arguments.of("[A]\nB=" + "x".repeat(2046), "line too long (max 2048 bytes)"),
                Arguments.of("[A", "unable to find end of section: [A"),
                Arguments.of("[A] b\n", "found garbage after section name: [A] b"),
                Arguments.of("[A]\nB\n", "unexpected newline encountered while parsing option name: B"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusedTexts")
    void refusesAsFleet(String text, String message) {
        assertThatThrownBy(() -> UnitFile.parse(text))
                .isInstanceOf(InvalidUnitException.class)
                .hasMessage(message);
    }
}
