package io.paz.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys in etcd are composed and parsed in one package. */
class KeyLiteralsTest {

    private static final Path HOME = Path.of("engine/src/main/java/io/paz/engine/key");
    private static final Pattern LITERAL = Pattern.compile("\"/paz/(services|config)\\b");

    @Test
    void no_other_package_spells_a_key() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(sources.stream().filter(KeyLiteralsTest::spellsKey).map(Platform.ROOT::relativize))
                .isNotEmpty()
                .allMatch(source -> source.startsWith(HOME));
    }

    /** Measurements stand alone, and are no part of Paz. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(Platform.ROOT)) {
            return modules.filter(module -> !module.endsWith("bench"))
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(KeyLiteralsTest::below)
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean spellsKey(Path source) {
        try {
            return LITERAL.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
