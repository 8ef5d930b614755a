package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.journal.JournalEntry;
import io.paz.host.journal.JournalQuery;
import io.paz.host.manager.SubState;
import io.paz.host.manager.process.output.PrintedStream;
import io.paz.host.unit.Signal;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manager that begins on what another left. */
@Timeout(120)
class RecoveryTest {
    @TempDir
    private Path folder;

    private RunningHost host;

    @AfterEach
    void stop() throws IOException {
        RunningHost.end(host);
    }

    @Test
    void goesOnInTheMiddleOfAStart() throws IOException {
        UnitName unit;
        try (RunningHost before = new RunningHost(folder)) {
            unit = before.launch(
                    "a.service",
                    "ExecStartPre=/bin/sh -c 'while [ ! -e " + folder + "/go ]; do sleep 0.05; done; echo pre'",
                    "ExecStart=/bin/sh -c 'echo main; exec sleep 300'");
            before.awaitState(unit, SubState.START_PRE);
        }
        Files.createFile(folder.resolve("go"));
        host = new RunningHost(folder);
        host.awaitState(unit, SubState.RUNNING);
        host.await(() -> host.printed(unit).equals(List.of("pre", "main")), () -> host.printed(unit)
                .toString());
    }

    @Test
    void beginsACommandThatTheHostHadNoTimeToBegin() throws IOException {
        UnitName unit;
        try (RunningHost before = new RunningHost(folder)) {
            unit = before.launch("a.service", "ExecStart=/bin/sh -c 'echo main; exec sleep 300'");
            before.awaitState(unit, SubState.RUNNING);
            RunFiles files = new RunFiles(folder.resolve("units/a.service"), 1);
            before.await(() -> files.mainProcess().isPresent(), () -> "the process");
            before.await(
                    () -> before.printed(new UnitName("a.service")).equals(List.of("main")), () -> "the first run");
            before.loop.close();
            killWithItsShell(files);
            files.delete();
        }
        host = new RunningHost(folder);
        host.awaitState(unit, SubState.RUNNING);
        host.await(() -> host.printed(unit).equals(List.of("main", "main")), () -> host.printed(unit)
                .toString());
    }

    @Test
    void goesOnInTheMiddleOfAStop() throws IOException {
        UnitName unit;
        try (RunningHost before = new RunningHost(folder)) {
            unit = before.launch(
                    "a.service",
                    "ExecStart=/bin/sleep 300",
                    "ExecStop=/bin/sh -c 'while [ ! -e " + folder + "/go ]; do sleep 0.05; done; echo stop'");
            before.awaitState(unit, SubState.RUNNING);
            before.onLoop(it -> it.stop(unit));
            before.awaitState(unit, SubState.STOP);
        }
        Files.createFile(folder.resolve("go"));
        host = new RunningHost(folder);
        host.awaitState(unit, SubState.DEAD);
        assertThat(host.printed(unit)).containsExactly("stop");
    }

    @Test
    void takesNoOtherProcessForItsOwn() throws IOException {
        UnitName unit;
        try (RunningHost before = new RunningHost(folder)) {
            unit = before.launch("a.service", "ExecStart=/bin/sleep 300");
            before.awaitState(unit, SubState.RUNNING);
            RunFiles files = new RunFiles(folder.resolve("units/a.service"), 1);
            before.await(() -> files.mainProcess().isPresent(), () -> "the process");
            before.loop.close();
            killWithItsShell(files);
            Files.deleteIfExists(files.exit());
            ProcessStat self = ProcessStat.of(ProcessHandle.current().pid()).orElseThrow();
            String stat = Files.readString(files.shim());
            Files.writeString(files.shim(), stat.replaceFirst("^\\d+", String.valueOf(self.pid())));
        }
        host = new RunningHost(folder);
        host.awaitState(unit, SubState.FAILED);
        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=lost, its status was not seen");
    }

    @Test
    void noticesThatAShellWasKilled() throws IOException {
        host = new RunningHost(folder);
        UnitName unit = host.launch("a.service", "ExecStart=/bin/sleep 300");
        host.awaitState(unit, SubState.RUNNING);
        RunFiles files = new RunFiles(folder.resolve("units/a.service"), 1);
        host.await(() -> files.mainProcess().isPresent(), () -> "the process");
        ProcessStat main = files.mainProcess().orElseThrow();
        Launcher.signal(Signal.KILL, List.of(files.shimProcess().orElseThrow()));
        host.awaitState(unit, SubState.FAILED);
        assertThat(main.isAlive()).isFalse();
    }

    @Test
    void beginsAnewAfterABoot() throws IOException {
        UnitName unit;
        try (RunningHost before = new RunningHost(folder, "one-boot")) {
            unit = before.launch("a.service", "ExecStart=/bin/sh -c 'exit 0'");
            before.awaitDone(unit);
        }
        host = new RunningHost(folder, "next-boot");
        host.awaitState(unit, SubState.DEAD);
        assertThat(host.manager.held()).singleElement().matches(held -> !held.launched());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit.json", "state.json"})
    void aUnitThatALossOfPowerLeftBrokenIsLoadedAnewAfterTheBoot(String name) throws IOException {
        UnitName broken;
        UnitName whole;
        try (RunningHost before = new RunningHost(folder, "one-boot")) {
            broken = before.launch("a.service", "ExecStart=/bin/sh -c 'exit 0'");
            whole = before.launch("b.service", "ExecStart=/bin/sh -c 'exit 0'");
            before.awaitDone(broken);
            before.awaitDone(whole);
        }
        Files.write(folder.resolve("units/a.service").resolve(name), new byte[7]);
        host = new RunningHost(folder, "next-boot");
        host.awaitState(whole, SubState.DEAD);
        assertThat(host.state(broken)).isEmpty();
        host.launch("a.service", "ExecStart=/bin/sleep 300");
        host.awaitState(broken, SubState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit.json", "state.json"})
    void whatRunsOfAUnitThatIsBrokenInTheSameBootEndsBeforeItIsLoadedAnew(String name) throws IOException {
        ProcessStat main;
        try (RunningHost before = new RunningHost(folder)) {
            UnitName unit = before.launch("a.service", "ExecStart=/bin/sleep 300");
            before.awaitState(unit, SubState.RUNNING);
            RunFiles files = new RunFiles(folder.resolve("units/a.service"), 1);
            before.await(() -> files.mainProcess().isPresent(), () -> "the process");
            main = files.mainProcess().orElseThrow();
        }
        Files.write(folder.resolve("units/a.service").resolve(name), new byte[7]);
        host = new RunningHost(folder);
        host.await(() -> !main.isAlive(), () -> "the end of what ran");
        host.await(() -> !Files.exists(folder.resolve("units/a.service")), () -> "the folder to be gone");
        assertThat(host.state(new UnitName("a.service"))).isEmpty();
    }

    @Test
    void readsAndRemovesWhatIsLeftOfUnitsThatAreGone() throws IOException {
        UnitFolder gone = UnitFolder.create(
                        Files.createDirectories(folder.resolve("units")),
                        new UnitName("gone.service"),
                        UnitFile.parse("[Service]\nExecStart=/bin/true\n"))
                .moveAway();
        Files.writeString(gone.output(PrintedStream.OUTPUT), "not read yet\nthe last words");
        Path empty = Files.createDirectories(folder.resolve("units/gone-empty"));
        host = new RunningHost(folder);
        host.await(() -> !Files.exists(gone.path()) && !Files.exists(empty), () -> "the folders to be gone");
        assertThat(host.printed(new UnitName("gone.service"))).containsExactly("not read yet", "the last words");
    }

    @Test
    void losesNoLineAndGivesRoomBack() throws IOException {
        int lines = 60_000;
        UnitName unit;
        String program = "ExecStart=/bin/sh -c 'i=0; while [ $$i -lt " + lines
                + " ]; do echo \"line $$i ---------------------------------\"; i=$((i+1)); done; exec sleep 300'";
        try (RunningHost before = new RunningHost(folder)) {
            unit = before.launch("a.service", program);
            before.await(() -> before.printed(unit).size() > 1_000, () -> "output");
        }
        host = new RunningHost(folder);
        host.await(() -> last().startsWith("line " + (lines - 1) + " "), () -> "the last line, not " + last());
        List<Long> numbers = host
                .journal
                .read(new JournalQuery(Map.of("_SYSTEMD_UNIT", Set.of("a.service")), Optional.empty(), -10_000, 10_000))
                .stream()
                .map(entry -> Long.parseLong(entry.message().split(" ")[1]))
                .toList();
        long first = numbers.get(0);
        assertThat(numbers)
                .isEqualTo(IntStream.range(0, numbers.size())
                        .mapToObj(i -> first + i)
                        .toList());
        Path output = new UnitFolder(folder.resolve("units/a.service")).output(PrintedStream.OUTPUT);
        host.await(
                () -> blocks(output) < size(output) / 2,
                () -> blocks(output) + " bytes of " + size(output) + " to be given back");
    }

    /** Kills the program and the shell that would tell its end, and waits until both are gone. */
    private void killWithItsShell(RunFiles files) {
        List<ProcessStat> both =
                List.of(files.shimProcess().orElseThrow(), files.mainProcess().orElseThrow());
        Launcher.signal(Signal.KILL, both);
        RunningHost.until(() -> both.stream().noneMatch(ProcessStat::isAlive), () -> "the processes to be gone");
    }

    private String last() {
        List<JournalEntry> entries = host.journal.read(
                new JournalQuery(Map.of("_SYSTEMD_UNIT", Set.of("a.service")), Optional.empty(), -1, 1));
        return entries.isEmpty() ? "" : entries.get(0).message();
    }

    private static long blocks(Path file) {
        try {
            Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
            return Long.parseLong(new String(du.getInputStream().readAllBytes()).split("\\s")[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
