package io.paz.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from paz.yml, and what is refused, at which line and column. */
final class ManifestReaderTest {

    private static Catalogue read(String text, String... variables) {
        Map<String, String> values = IntStream.range(0, variables.length / 2)
                .boxed()
                .collect(Collectors.toMap(i -> variables[2 * i], i -> variables[2 * i + 1]));
        return ManifestReader.read("paz.yml", text, values).catalogue();
    }

    private static Json shop(String field, String... variables) {
        return read("variables: [N, TEXT]\nservices:\n  shop:\n    dockerRepository: a\n    " + field, variables)
                .services()
                .get("shop");
    }

    @Test
    void reads_the_example_of_the_documentation() throws IOException {
        String page = Files.readString(Path.of("../docs/paz-yml.md"));
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
        assertThat(example.find()).isTrue();
        Catalogue catalogue = read(example.group(1), "GREETING", "Hello");
        assertThat(catalogue.environments()).containsExactly("staging");
        assertThat(catalogue.services()).containsOnlyKeys("shop", "shop.staging", "prices");
        assertThat(catalogue.services().get("shop").get("env").text("GREETING")).isEqualTo("Hello");
    }

    @Test
    void variables_are_values_never_yaml() {
        assertThat(shop("numInstances: ${N}", "N", "3").number("numInstances")).isEqualTo(3);
        assertThat(shop("user: \"${N}\"", "N", "3").get("user")).isEqualTo(new Json("3"));
        assertThat(shop("user: a${TEXT}$${N}b", "TEXT", "]}\nx: $1 ${N}").get("user"))
                .isEqualTo(new Json("a]}\nx: $1 ${N}${N}b"));
    }

    @Test
    void variables_of_containers_are_texts_as_they_are_written() {
        assertThat(shop("env: {A: 1.50, B: true, C: '', D: '${N}'}", "N", "007").get("env"))
                .isEqualTo(JsonReader.read("{\"A\":\"1.50\",\"B\":\"true\",\"C\":\"\",\"D\":\"007\"}"));
    }

    @Test
    void anchors_may_be_used() {
        assertThat(read("services: {a: &a {dockerRepository: x}, b: *a}").services())
                .containsOnlyKeys("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {shop: {dockerRepository: a, user: '${HOME}'}} | 1:46: ${HOME} is not declared",
                "{variables: [A], services: {a: {dockerRepository: '${A}'}}} | 1:51: ${A} has no value",
                "services: {shop: {dockerRepository: a, user: '${'}} | 1:46: ${} is not declared",
                "services: {shop: {dockerRepository: a, secrets: {KEY: value}}} | 1:49: expected: a list of names; no value",
                "services: {shop: {dockerRepository: a, secrets: [{KEY: value}]}} | 1:50: expected: a list of names; no value",
                "services: {shop: {dockerRepository: a, env: {K: 'paz-secret:12'}}} | 1:49: stands for a secret",
                "services: {shop: {dockerRepository: a, env: {K: }}} | expected: a text",
                "services: {shop: {dockerRepository: a, proxy: {basicAuth: {users: [{name: a, password: b}]}}}} | 1:78: password does not belong",
                "services: {shop: {dockerRepository: a, user: a, user: b}} | 1:49: \"user\" is there twice",
                "services: {shop: {dockerRepository: a}, shop: {dockerRepository: a}} | 1:41: \"shop\" is there twice",
                "services: {shop: {}} | 1:12: dockerRepository is missing",
                "services: {shop.dev: {dockerRepository: a}} | 1:12: \"shop.dev\" (expected: a name",
                "environments: {production: {}} | 1:16: the services of production stand under services",
                "services: {shop: {dockerRepository: a, name: b}} | 1:40: \"name\" is unknown",
                "servics: {} | 1:1: \"servics\" is unknown",
                "services: [shop] | 1:11: expected: services by name",
                "services: {shop: {dockerRepository: a, ports: !!binary x}} | 1:47: the tag",
                "services: {shop: {dockerRepository: a, numInstances: 1e99999999999}} | is not a number",
                "services: {a: &a {dockerRepository: x, b: *a}} | too much",
                "services: {? [a] : b} | 1:14: expected: a name",
                "services: {a: *b} | 1:15: found undefined alias",
                "services: {a | 1:13: "
            })
    void refuses_with_the_place(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("paz.yml:")
                .hasMessageContaining(reason);
    }

    @Test
    void limits_hold() {
        assertThatThrownBy(() -> read("[".repeat(500_000)))
                .hasMessageContaining("more than 32 values within each other");
        assertThatThrownBy(() -> read("a".repeat(2_000_000))).hasMessageContaining("longer than");
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("services: {}\n---\nservices: {}")).hasMessageContaining("paz.yml:2:1");
        StringBuilder laughs = new StringBuilder("services:\n  a:\n    dockerRepository: x\n    x0: &x0 [1]\n");
        for (int i = 1; i < 25; i++) {
            laughs.append("    x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> read(laughs.toString())).hasMessageContaining("too much");
    }
}
