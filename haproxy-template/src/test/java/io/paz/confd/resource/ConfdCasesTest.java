package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.paz.confd.template.Template;
import io.paz.confd.template.syntax.TemplateException;
import io.paz.confd.template.value.KeyStore;
import io.paz.confd.template.value.RenderContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What real confd printed, case by case. */
class ConfdCasesTest {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cases(Map<String, String> tree, List<Case> cases) {}

    record Case(String name, String template, List<String> keys, String output, String error) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Cases CASES = read();

    static Cases read() {
        try (InputStream json = ConfdCasesTest.class.getResourceAsStream("/confd-cases.json")) {
            return JsonMapper.shared().readValue(json, Cases.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Case> rendered() {
        return CASES.cases().stream().filter(one -> one.error() == null);
    }

    static Stream<Case> refused() {
        return CASES.cases().stream().filter(one -> one.error() != null);
    }

    @Test
    void allCasesAreThere() {
        assertThat(CASES.cases()).hasSize(93);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rendered(Case one) {
        assertThat(render(one)).isEqualTo(one.output());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(Case one) {
        assertThatThrownBy(() -> render(one))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("t.tmpl:1: ");
    }

    private static String render(Case one) {
        KeyStore keys = KeyStore.of(CASES.tree(), one.keys());
        RenderContext context =
                new RenderContext(keys, Map.of(), file -> Files.exists(Path.of(file)), new JacksonJsonReader());
        return Template.parse("t.tmpl", one.template()).render(context);
    }
}
