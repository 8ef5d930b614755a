package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectories(folder.resolve("conf.d"));
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/t.tmpl"), "{{getenv \"WHO\"}} {{getv \"/a/b/key\" \"none\"}}\n");
    }

    @Test
    void rendersEachResourceFromItsOwnKeys() throws Exception {
        write("one.toml", "src = \"t.tmpl\"\ndest = \"/x/one.cfg\"\nkeys = [\"/a/b\"]\nmode = \"0600\"");
        write("two.toml", "src = \"t.tmpl\"\ndest = \"two.cfg\"\nkeys = [\"/a/c\"]\nreload_cmd = \"true\"");
        Renderer renderer = new Renderer(ConfFiles.in(folder), Map.of("WHO", "me"));

        assertThat(renderer.folders()).containsExactly("/a/");
        assertThat(renderer.render(new TreeMap<>(Map.of("/a/b/key", "value"))))
                .isEqualTo(Map.of("one.cfg", "me value\n", "two.cfg", "me none\n"));
    }

    @Test
    void theBuiltInFilesWatchAllOfPaz() {
        assertThat(new Renderer(ConfFiles.builtIn(), Map.of()).folders())
                .containsExactly("/paz/", "/paz-certificates/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = (char) 1,
            value = {
                "src = 'no' => one.toml: option \"dest\" must be a text",
                "dest = 3 => one.toml: option \"src\" must be a text",
                "prefix = '/x' => one.toml:2: option \"prefix\" is not supported here",
                "uid = 1 => one.toml:2: option \"uid\" is not supported here",
                "keys = [1] => one.toml: option \"src\" must be a text"
            })
    void refusesWhatItDoesNotKnowByNameAndLine(String option, String message) throws Exception {
        Files.writeString(folder.resolve("templates/no"), "");
        write("one.toml", option);
        assertThatThrownBy(() -> new Renderer(ConfFiles.in(folder), Map.of())).hasMessage(message);
    }

    @Test
    void refusesKeysThatAreNoTexts() throws Exception {
        write("one.toml", "src = \"t.tmpl\"\ndest = \"d\"\nkeys = [1]");
        assertThatThrownBy(() -> new Renderer(ConfFiles.in(folder), Map.of()))
                .hasMessage("one.toml:4: option \"keys\" must be a list of texts");
    }

    @Test
    void refusesWhatIsNotTomlOrHasMoreThanATemplate() throws Exception {
        Files.writeString(folder.resolve("conf.d/one.toml"), "[template]\nsrc = \n");
        assertThatThrownBy(() -> new Renderer(ConfFiles.in(folder), Map.of()))
                .hasMessageStartingWith("one.toml: ")
                .hasMessageContaining("line 2");
        Files.writeString(folder.resolve("conf.d/one.toml"), "[template]\n[other]\n");
        assertThatThrownBy(() -> new Renderer(ConfFiles.in(folder), Map.of()))
                .hasMessage("one.toml: expected one table, [template], and nothing beside it");
    }

    private void write(String name, String options) throws Exception {
        Files.writeString(folder.resolve("conf.d").resolve(name), "[template]\n" + options + "\n");
    }
}
