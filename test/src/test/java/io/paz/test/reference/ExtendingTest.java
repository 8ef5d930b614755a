package io.paz.test.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The recipe for a new field names every source that the example's field goes through. */
class ExtendingTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?i)response-?timeout");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern FILE = Pattern.compile("`(?:[a-z-]+/\\.\\.\\./)?([A-Za-z.-]+)`");

    @Test
    void recipe_lists_each_source_of_the_example() throws IOException {
        String recipe = Files.readString(Platform.ROOT.resolve("docs/extending.md"));
        Set<String> listed = new TreeSet<>();
        Matcher row = ROW.matcher(recipe.substring(0, recipe.indexOf("\nThen:")));
        while (row.find()) {
            Matcher file = FILE.matcher(row.group(1));
            while (file.find()) {
                listed.add(file.group(1));
            }
        }

        assertThat(listed).isEqualTo(sources());
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Stream.of(
                        "api/src/main",
                        "engine/src/main",
                        "service-directory/src/main",
                        "scheduler/src/main",
                        "haproxy-confd/templates",
                        "web-ui/src/form")
                .flatMap(ExtendingTest::walk)) {
            return files.filter(file -> !file.toString().endsWith(".test.ts"))
                    .filter(ExtendingTest::hasExample)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<Path> walk(String folder) {
        try {
            return Files.walk(Platform.ROOT.resolve(folder)).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasExample(Path file) {
        try {
            return EXAMPLE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
