package io.paz.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of one engine stay in its module, so that what the others say holds for every engine. */
final class VocabularyTest {

    private static final Pattern FLEET =
            Pattern.compile("(?i)(?<![a-z])(fleet(ctl|d)?|sidekicks?|systemd|systemctl)(?![a-z])");

    /** As a word, and as a part of a name. */
    private static final Pattern UNIT =
            Pattern.compile("\\b[uU]nits?\\b|(?<!Time|Chrono)Units?(?![a-z])|\\bunits?[A-Z]");

    /** Names on the wire and in stores, which clients and old records have, and options by which an engine is reached. */
    private static final Pattern ALLOWED = Pattern.compile(
            "unit\\.(add|change|remove)|DeployedUnit|deployment\\.units\\(\\)|finding\\.unit\\(\\)|fleet-?[uU]rl|REMOTES\\.fleet\\(\\)"
                    + "|unit-?[eE]tcd-?[eE]ndpoints|baseUnit\\(");

    @Test
    void fleets_words_are_in_no_service_and_no_port() {
        assertThat(lines(FLEET, Stream.of("scheduler", "orchestrator", "engine", "clients", "api"), "StateWords.java"))
                .isEmpty();
    }

    @Test
    void units_are_on_the_wire_and_in_records_only() {
        assertThat(lines(
                        UNIT,
                        Stream.of("scheduler", "orchestrator", "engine", "clients"),
                        "/document/",
                        "/web/",
                        "/access/RoutePermissions.java",
                        "/record/"))
                .isEmpty();
    }

    @Test
    void the_rule_knows_what_it_looks_for() {
        for (String line : List.of("\"destroy it with fleetctl\"", "/** Its sidekick. */", "\"fleet's API\"")) {
            assertThat(FLEET.matcher(line).find()).as(line).isTrue();
        }
        for (String line :
                List.of("snapshot.units()", "new WantedUnits(", "unitsOf(", "/** A unit. */", "UnitKey key")) {
            assertThat(UNIT.matcher(line).find()).as(line).isTrue();
        }
        for (String line : List.of("import java.util.concurrent.TimeUnit;", "ChronoUnit.DAYS", "united", "community")) {
            assertThat(UNIT.matcher(line).find()).as(line).isFalse();
        }
    }

    /** @param except parts of the paths of files that may have them */
    private static List<String> lines(Pattern words, Stream<String> modules, String... except) {
        List<String> found = new ArrayList<>();
        modules.map(module -> Platform.ROOT.resolve(module + "/src/main/java"))
                .flatMap(VocabularyTest::sources)
                .filter(file ->
                        Stream.of(except).noneMatch(part -> file.toString().contains(part)))
                .forEach(file -> read(file)
                        .lines()
                        .filter(line -> words.matcher(ALLOWED.matcher(line).replaceAll(""))
                                .find())
                        .forEach(line -> found.add(Platform.ROOT.relativize(file) + ": " + line.strip())));
        return found;
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
