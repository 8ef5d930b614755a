package io.paz.confd.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.confd.template.syntax.TemplateException;
import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.KeyReader;
import io.paz.confd.template.value.KeyStore;
import io.paz.confd.template.value.KeyValue;
import io.paz.confd.template.value.RenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRendererTest {

    private static final String EACH_VALUE =
            "{{range $name := ls \"/a\"}}{{$name}}={{getv (printf \"/a/%s\" $name)}} {{end}}";

    private final SortedMap<String, String> tree = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private KeyStore keys = KeyStore.empty();
    private boolean fileExists;

    /** Keys that write down what they are asked for. */
    private final class Asked implements KeyReader {
        private final KeyStore keys;

        Asked(KeyStore keys) {
            this.keys = keys;
        }

        @Override
        public boolean exists(String key) {
            asked.add(key);
            return keys.exists(key);
        }

        @Override
        public @Nullable String value(String key) {
            asked.add(key);
            return keys.value(key);
        }

        @Override
        public List<KeyValue> matching(String pattern) {
            return keys.matching(pattern);
        }

        @Override
        public List<String> valuesMatching(String pattern) {
            return keys.valuesMatching(pattern);
        }

        @Override
        public List<String> list(String path) {
            return keys.list(path);
        }

        @Override
        public List<String> folders(String path) {
            return keys.folders(path);
        }
    }

    private static TemplateRenderer renderer(String text) {
        return new TemplateRenderer(Template.parse("t", text));
    }

    private String render(TemplateRenderer renderer) {
        KeyStore before = keys;
        keys = KeyStore.of(tree, List.of("/a"));
        asked.clear();
        return renderer.render(context(new Asked(keys)), KeyChanges.between(before, keys));
    }

    private RenderContext context(KeyReader reader) {
        return new RenderContext(reader, Map.of(), file -> fileExists, new NoJson());
    }

    private static final class NoJson implements RenderContext.JsonReader {
        @Override
        public Map<String, Object> object(String text) {
            throw new IllegalArgumentException(text);
        }

        @Override
        public List<Object> array(String text) {
            throw new IllegalArgumentException(text);
        }
    }

    @Test
    void only_the_element_whose_key_changed_is_rendered_again() {
        TemplateRenderer renderer = renderer(EACH_VALUE);
        for (String name : List.of("x", "y", "z")) {
            tree.put("/a/" + name, "1");
        }
        assertThat(render(renderer)).isEqualTo("x=1 y=1 z=1 ");
        assertThat(asked).containsExactly("/a/x", "/a/y", "/a/z");

        tree.put("/a/y", "2");
        assertThat(render(renderer)).isEqualTo("x=1 y=2 z=1 ");
        assertThat(asked).containsExactly("/a/y");

        tree.put("/a/b", "3");
        assertThat(render(renderer)).isEqualTo("b=3 x=1 y=2 z=1 ");
        assertThat(asked).containsExactly("/a/b");

        assertThat(render(renderer)).isEqualTo("b=3 x=1 y=2 z=1 ");
        assertThat(asked).isEmpty();
    }

    @Test
    void an_element_that_went_is_not_kept() {
        TemplateRenderer renderer = renderer(EACH_VALUE);
        tree.put("/a/x", "1");
        tree.put("/a/y", "1");
        render(renderer);
        tree.remove("/a/y");
        assertThat(render(renderer)).isEqualTo("x=1 ");
        tree.put("/a/y", "1");
        assertThat(render(renderer)).isEqualTo("x=1 y=1 ");
        assertThat(asked).containsExactly("/a/y");
    }

    @Test
    void elements_that_depend_on_a_changed_variable_are_rendered_again() {
        TemplateRenderer renderer =
                renderer("{{$count := 0}}{{range $name := ls \"/a\"}}{{if getv (printf \"/a/%s\" $name)}}"
                        + "{{$count = add $count 1}}{{end}}{{$name}}{{$count}} {{end}}{{$count}}");
        tree.putAll(Map.of("/a/x", "1", "/a/y", "", "/a/z", "1"));
        assertThat(render(renderer)).isEqualTo("x1 y1 z2 2");
        tree.put("/a/y", "1");
        assertThat(render(renderer)).isEqualTo("x1 y2 z3 3");
        assertThat(asked).containsExactly("/a/y", "/a/z");
    }

    @Test
    void what_a_failed_rendering_left_is_forgotten() {
        TemplateRenderer renderer = renderer("{{range ls \"/a\"}}{{getv (printf \"/a/%s/v\" .)}}{{end}}");
        tree.put("/a/x/v", "1");
        tree.put("/a/y/w", "1");
        assertThatThrownBy(() -> render(renderer)).isInstanceOf(TemplateException.class);
        renderer.forget();
        tree.put("/a/y/v", "2");
        assertThat(render(renderer)).isEqualTo("12");
    }

    @Test
    void parts_that_look_for_files_are_always_rendered() {
        TemplateRenderer renderer =
                renderer("{{range ls \"/a\"}}{{getv (printf \"/a/%s\" .)}}{{fileExists \"f\"}}{{end}}");
        tree.put("/a/x", "1");
        assertThat(render(renderer)).isEqualTo("1false");
        fileExists = true;
        assertThat(render(renderer)).isEqualTo("1true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EACH_VALUE,
                "{{range $i, $n := ls \"/a\"}}{{$i}}{{getv (printf \"/a/%s\" $n) \"-\"}}{{end}}",
                "{{range ls \"/a\"}}{{if eq . \"c\"}}{{break}}{{end}}{{if exists \"/a/b\"}}{{continue}}{{end}}{{.}}{{else}}none{{end}}",
                "{{$last := \"\"}}{{range gets \"/a/*\"}}{{if exists \"/a/c\"}}{{$last = .Value}}{{end}}{{.Key}}{{$last}}{{end}}{{$last}}",
                "{{$s := \"\"}}{{range lsdir \"/a\"}}{{$s = printf \"%s%s\" $s .}}{{template \"t\" .}}{{end}}{{$s}}"
                        + "{{define \"t\"}}{{range ls (printf \"/a/%s\" .)}}{{.}}{{end}}{{end}}",
                "{{range getvs \"/a/*/b\"}}{{.}}{{range lsdir \"/\"}}{{.}}{{end}}{{end}}{{with getv \"/a/b\" \"\"}}{{.}}{{end}}",
                "{{$n := getv \"/a/a\" \"\"}}{{range ls \"/a/\"}}{{$n}}{{$n = .}}{{exists (printf \"/a/%s/\" .)}}{{end}}"
            })
    void text_is_the_same_as_of_a_whole_rendering(String text) {
        Random random = new Random(text.hashCode());
        TemplateRenderer renderer = renderer(text);
        for (int step = 0; step < 300; step++) {
            String key = "/a/" + name(random) + (random.nextInt(3) == 0 ? "/" + name(random) : "");
            if (random.nextBoolean()) {
                tree.put(key, random.nextInt(4) == 0 ? "" : name(random));
            } else {
                tree.remove(key);
            }
            String whole = whole(text);
            if (whole.startsWith("failed")) {
                assertThatThrownBy(() -> render(renderer)).isInstanceOf(TemplateException.class);
                renderer.forget();
            } else {
                assertThat(render(renderer)).as("step %d, of %s", step, tree).isEqualTo(whole);
            }
        }
    }

    private String whole(String text) {
        try {
            return Template.parse("t", text).render(context(KeyStore.of(tree, List.of("/a"))));
        } catch (TemplateException e) {
            return "failed: " + e.getMessage();
        }
    }

    private static String name(Random random) {
        return String.valueOf("abcd-".charAt(random.nextInt(5)));
    }
}
