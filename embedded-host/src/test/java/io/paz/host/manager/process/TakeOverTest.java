package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A host ended at some moment of a run's start; whatever it left, the next one comes to the right end, and soon. */
@Timeout(60)
class TakeOverTest {
    private static final String PRINTS_AND_STAYS = "ExecStart=/bin/sh -c 'echo main; exec sleep 300'";
    private static final UnitName UNIT = new UnitName("a.service");
    /** The first line of the script after it took the right to begin. */
    private static final String BEGUN = "exec 3>&2";

    @TempDir
    private Path folder;

    private RunningHost host;

    @AfterEach
    void stop() throws IOException {
        RunningHost.end(host);
    }

    /** What the host or the shell had come to when the host ended. */
    interface Left {
        void by(RunFiles files) throws IOException;
    }

    /** What happens when the next host is there. */
    interface Later {
        void happens(RunFiles files) throws IOException;
    }

    private static Arguments row(String name, Left left, Later later, SubState end, String... printed) {
        return Arguments.of(name, left, later, end, List.of(printed));
    }

    static Stream<Arguments> moments() {
        return Stream.concat(beginnings(), ends());
    }

    private static Stream<Arguments> beginnings() {
        Later nothing = files -> {};
        return Stream.of(
                row("no script", files -> Files.delete(files.script()), nothing, SubState.RUNNING, "main"),
                row("a script, no process", files -> {}, nothing, SubState.RUNNING, "main"),
                row("a shell on its way", TakeOverTest::startScript, nothing, SubState.RUNNING, "main"),
                row("a shell that comes late", files -> {}, TakeOverTest::startScript, SubState.RUNNING, "main"),
                row(
                        "a shell that noted itself and ended before it took the right to begin",
                        files -> Files.writeString(files.folder().resolve("run-1.4711"), deadProcess()),
                        nothing,
                        SubState.RUNNING,
                        "main"),
                row(
                        "a shell that began, no program yet",
                        files -> startScript(files, "while [ ! -e go ]; do sleep 0.02; done"),
                        files -> Files.createFile(files.folder().resolve("go")),
                        SubState.RUNNING,
                        "main"),
                row(
                        "a note of the program that is made and not yet written",
                        files -> startScript(
                                files, ": >run-1.main; while [ ! -e go ]; do sleep 0.02; done; rm run-1.main"),
                        files -> Files.createFile(files.folder().resolve("go")),
                        SubState.RUNNING,
                        "main"));
    }

    private static Stream<Arguments> ends() {
        Later nothing = files -> {};
        return Stream.of(
                row(
                        "a shell that began and was killed",
                        files -> startScript(files, "kill -9 $$"),
                        nothing,
                        SubState.FAILED),
                row(
                        "a shell of long ago, whose process id another has",
                        files -> Files.writeString(files.shim(), deadProcess()),
                        nothing,
                        SubState.FAILED),
                row(
                        "an end",
                        files -> {
                            Files.writeString(files.shim(), deadProcess());
                            Files.writeString(files.exit(), "exited 0\n");
                        },
                        nothing,
                        SubState.DEAD),
                row(
                        "an end in failure",
                        files -> {
                            Files.writeString(files.shim(), deadProcess());
                            Files.writeString(files.exit(), "exited 7\n");
                        },
                        nothing,
                        SubState.FAILED),
                row(
                        "an end that is not wholly written",
                        files -> {
                            Files.writeString(files.shim(), deadProcess());
                            Files.writeString(files.exit(), "exited 0");
                        },
                        nothing,
                        SubState.FAILED),
                row(
                        "a run that was withdrawn by a stop, and its shell",
                        RunFiles::withdraw,
                        TakeOverTest::startScript,
                        SubState.DEAD),
                row(
                        "a run that was given up, and its shell",
                        RunFiles::giveUp,
                        TakeOverTest::startScript,
                        SubState.FAILED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void goesOnFromTheMiddleOfTheStart(String name, Left left, Later later, SubState end, List<String> printed)
            throws IOException {
        // The host ends while it starts the process: it remembers that it was about to.
        leave(
                (unit, script, role) -> {
                    throw new IllegalStateException("the host ends here");
                },
                SubState.START,
                left);
        takeOver(later, end, printed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void goesOnFromTheEndOfTheStart(String name, Left left, Later later, SubState end, List<String> printed)
            throws IOException {
        leave((unit, script, role) -> {}, SubState.RUNNING, left);
        takeOver(later, end, printed);
    }

    private void leave(HostProcesses.Starter starter, SubState state, Left left) throws IOException {
        try (RunningHost before = new RunningHost(folder, "this-boot", starter, Duration.ofMinutes(1))) {
            before.launch(UNIT.text(), PRINTS_AND_STAYS);
            before.awaitState(UNIT, state);
        }
        left.by(files());
    }

    private void takeOver(Later later, SubState end, List<String> printed) throws IOException {
        host = new RunningHost(folder);
        later.happens(files());
        host.awaitState(UNIT, end);
        host.await(() -> host.printed(UNIT).size() >= printed.size(), () -> "the program's words");
        awaitNoShellOnItsWay();
        assertThat(host.printed(UNIT)).isEqualTo(printed);
        assertThat(host.state(UNIT)).contains(end);
    }

    @Test
    void runsACommandOnceAlthoughAShellOfItComesAfterItsEnd() throws IOException {
        Path ran = folder.resolve("ran");
        try (RunningHost before =
                new RunningHost(folder, "this-boot", (unit, script, role) -> {}, Duration.ofMinutes(1))) {
            before.launch(UNIT.text(), "Type=oneshot", "ExecStart=/bin/sh -c 'echo ran >>" + ran + "'");
            before.await(() -> Files.exists(files().script()), () -> "the script");
        }
        Path late = Files.copy(files().script(), files().folder().resolve("late.sh"));
        host = new RunningHost(folder);
        host.awaitDone(UNIT);
        Launcher.start(new UnitFolder(files().folder()), late, Role.MAIN);
        awaitNoShellOnItsWay();
        assertThat(ran).hasContent("ran\n");
    }

    @Test
    void aLateShellLeavesALaterUnitOfTheSameNameAlone() throws IOException, InterruptedException {
        host = new RunningHost(folder, "this-boot", (unit, script, role) -> {}, Duration.ofMinutes(1));
        host.launch(UNIT.text(), PRINTS_AND_STAYS);
        host.awaitState(UNIT, SubState.RUNNING);
        Path script = Files.copy(files().script(), folder.resolve("late.sh"));
        Process late = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "while [ ! -e " + folder + "/go ]; do sleep 0.02; done; exec setsid sh " + script)
                .directory(files().folder().toFile())
                .start();
        host.unloadAll();
        host.launch(UNIT.text(), PRINTS_AND_STAYS);
        host.awaitState(UNIT, SubState.RUNNING);
        Files.createFile(folder.resolve("go"));
        assertThat(late.waitFor()).isZero();
        assertThat(files().shim()).doesNotExist();
    }

    @Test
    void givesUpOnAShellThatNeverBegins() throws IOException {
        host = new RunningHost(folder, "this-boot", (unit, script, role) -> {}, Duration.ofMillis(100));
        host.launch(UNIT.text(), PRINTS_AND_STAYS);
        host.awaitState(UNIT, SubState.FAILED);
        assertThat(host.messages(UNIT)).contains("a.service: Main process exited, code=lost, its status was not seen");
    }

    @Test
    void takesNoNoteOfAnotherBootForItsOwn() throws IOException {
        leave((unit, script, role) -> {}, SubState.RUNNING, files -> Files.writeString(files.shim(), deadProcess()));
        host = new RunningHost(folder, "next-boot");
        host.onLoop(it -> it.start(UNIT));
        host.awaitState(UNIT, SubState.RUNNING);
        host.await(() -> host.printed(UNIT).equals(List.of("main")), () -> "the program");
    }

    @Test
    void anEndInTimeCountsAlthoughTheHostIsBackTooLate() throws IOException {
        Path go = folder.resolve("go");
        try (RunningHost before = new RunningHost(folder)) {
            before.launch(
                    UNIT.text(),
                    "TimeoutStartSec=1",
                    "ExecStartPre=/bin/sh -c 'while [ ! -e " + go + " ]; do sleep 0.02; done'",
                    PRINTS_AND_STAYS);
            before.awaitState(UNIT, SubState.START_PRE);
            before.await(() -> files().mainProcess().isPresent(), () -> "the process");
        }
        Files.createFile(go);
        RunningHost.until(() -> files().exitStatus().isPresent(), () -> "the end");
        long back = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        RunningHost.until(() -> System.nanoTime() > back, () -> "the time to be over");
        host = new RunningHost(folder);
        host.awaitState(UNIT, SubState.RUNNING);
    }

    private RunFiles files() {
        return new RunFiles(folder.resolve("units/a.service"), 1);
    }

    /** A line of {@code /proc} of no process, with the id of one that lives. */
    private static String deadProcess() throws IOException {
        return Files.readString(Path.of("/proc/self/stat")).replaceFirst("\\S+((?: \\S+){30})\\s*$", "1$1\n");
    }

    private static void startScript(RunFiles files) throws IOException {
        Launcher.start(new UnitFolder(files.folder()), files.script(), Role.MAIN);
    }

    /** The script with one more line, as soon as it has taken the right to begin. */
    private static void startScript(RunFiles files, String line) throws IOException {
        String text = Files.readString(files.script());
        assertThat(text).contains(BEGUN);
        Files.writeString(files.script(), text.replace(BEGUN, line + "\n" + BEGUN));
        startScript(files);
        RunningHost.until(() -> Files.exists(files.shim()), () -> "the shell to begin");
    }

    /** Waits until each shell of the unit has begun or ended. */
    private void awaitNoShellOnItsWay() {
        host.await(
                () -> ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(folder + "/units"))
                                .isPresent())
                        .allMatch(process -> files().shimProcess()
                                .filter(shim -> shim.pid() == process.pid()
                                        || process.parent()
                                                .filter(it -> it.pid() == shim.pid())
                                                .isPresent())
                                .isPresent()),
                () -> "all shells to have begun or ended");
    }
}
