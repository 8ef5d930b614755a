package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.journal.JournalEntry;
import io.paz.host.journal.JournalEntry.Origin;
import io.paz.host.journal.JournalQuery;
import io.paz.host.manager.SubState;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What processes print, from their files to the journal. */
@Timeout(120)
class OutputTest {
    /** Prints 200 MB as fast as it can. */
    private static final String NOISE = "yes -- noise-noise-noise-noise-noise-noise-noise-noise | head -c 200000000";

    @TempDir
    private Path folder;

    private RunningHost host;

    @BeforeEach
    void start() throws IOException {
        host = new RunningHost(folder);
    }

    @AfterEach
    void stop() throws IOException {
        RunningHost.end(host);
    }

    private static long bytesOnDisk(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(OutputTest::blocks)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long blocks(Path file) {
        try {
            Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
            String text = new String(du.getInputStream().readAllBytes());
            return text.isEmpty() ? 0 : Long.parseLong(text.split("\\s")[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_noisy_unit_costs_its_own_lines_only() throws IOException {
        UnitName noisy =
                host.launch("noisy.service", "ExecStart=/bin/sh -c '" + NOISE + "; echo; echo end; exec sleep 300'");
        UnitName quiet = host.launch("quiet.service", "ExecStart=/bin/sh -c 'echo quiet; exec sleep 300'");
        host.await(() -> host.printed(quiet).equals(List.of("quiet")), () -> "the line of the quiet unit");
        host.await(() -> last(noisy).equals("end"), () -> "the last line, not " + last(noisy));
        Path home = folder.resolve("units/noisy.service");
        host.await(() -> bytesOnDisk(home) < 4_000_000, () -> bytesOnDisk(home) + " bytes to be given back");
        assertThat(bytesOnDisk(folder.resolve("journal/noisy.service"))).isLessThan(2_000_000);
        host.await(
                () -> host.messages(noisy).stream().anyMatch(line -> line.contains("bytes of output were dropped")),
                () -> "a line that says what was dropped: " + host.messages(noisy));
    }

    @Test
    void the_end_of_a_noisy_unit_holds_up_no_other_unit() throws IOException {
        Path output = host.folderOf(host.load("noisy.service", "ExecStart=/bin/sh -c '" + NOISE + "'"))
                .path();
        host.onLoop(it -> it.start(new UnitName("noisy.service")));
        UnitName quiet = host.load("quiet.service", "ExecStart=/bin/sh -c 'exec sleep 300'");
        host.awaitState(new UnitName("noisy.service"), SubState.RUNNING);
        host.awaitState(new UnitName("noisy.service"), SubState.DEAD);
        host.onLoop(it -> it.unload(new UnitName("noisy.service")));
        host.onLoop(it -> it.start(quiet));
        host.awaitState(quiet, SubState.RUNNING);
        host.await(() -> !Files.exists(output), () -> "the folder to be gone");
    }

    private String last(UnitName unit) {
        List<JournalEntry> entries = host.journal.read(
                new JournalQuery(Map.of("_SYSTEMD_UNIT", Set.of(unit.text())), Optional.empty(), -1, 1));
        return entries.isEmpty() ? "" : entries.get(0).message();
    }

    @Test
    void lines_of_two_streams_are_never_mixed() {
        String words = "for i in $$(seq 300); do printf request >&%d; printf \" $$i \" >&%d; echo took >&%d; done";
        UnitName unit = host.launch(
                "two.service",
                "ExecStart=/bin/sh -c '" + words.formatted(1, 1, 1) + " & "
                        + words.replace("took", "failed").formatted(2, 2, 2) + "; wait; exec sleep 300'");
        host.await(
                () -> host.printed(unit).size() == 600, () -> host.printed(unit).size() + " lines");
        List<String> expected = IntStream.rangeClosed(1, 300)
                .boxed()
                .flatMap(i -> Stream.of("request " + i + " took", "request " + i + " failed"))
                .sorted()
                .toList();
        assertThat(host.printed(unit).stream().sorted()).isEqualTo(expected);
    }

    @Test
    void an_unfinished_line_of_the_program_takes_in_no_line_of_a_command() {
        UnitName unit = host.launch(
                "unfinished.service",
                "ExecStart=/bin/sh -c 'printf unfinished; exec sleep 300'",
                "ExecStop=/bin/sh -c 'echo draining; echo problem >&2'");
        host.awaitState(unit, SubState.RUNNING);
        host.await(() -> host.pid(unit).isPresent(), () -> "the process");
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.DEAD);
        host.await(
                () -> host.printed(unit).size() == 3, () -> host.printed(unit).toString());
        assertThat(host.printed(unit)).containsExactlyInAnyOrder("unfinished", "draining", "problem");
        assertThat(entries(unit))
                .filteredOn(entry -> entry.origin() == Origin.CONTROL)
                .extracting(JournalEntry::message)
                .containsExactlyInAnyOrder("draining", "problem");
        assertThat(entries(unit))
                .filteredOn(entry -> entry.origin() == Origin.CONTROL)
                .allSatisfy(entry -> assertThat(entry.fields()).containsEntry("SYSLOG_IDENTIFIER", "paz"));
    }

    private List<JournalEntry> entries(UnitName unit) {
        return host.journal.read(
                new JournalQuery(Map.of("_SYSTEMD_UNIT", Set.of(unit.text())), Optional.empty(), 0, 100));
    }
}
