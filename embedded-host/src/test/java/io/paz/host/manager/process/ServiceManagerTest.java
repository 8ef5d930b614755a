package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Units as real processes, in the states and with the words of systemd. */
@Timeout(120)
class ServiceManagerTest {
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

    @Test
    void runsAndStopsAService() {
        UnitName unit = host.launch("a.service", "ExecStart=/bin/sh -c 'echo up; exec sleep 300'");
        host.awaitState(unit, SubState.RUNNING);
        host.await(() -> host.printed(unit).equals(List.of("up")), () -> "output, not " + host.printed(unit));
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.DEAD);
        assertThat(host.messages(unit))
                .containsExactly(
                        "Starting a.service...",
                        "Started a.service.",
                        "Stopping a.service...",
                        "a.service: Main process exited, code=killed, status=15/TERM",
                        "a.service: Deactivated successfully.",
                        "Stopped a.service.");
    }

    @Test
    void failsWithTheExitStatus() {
        UnitName unit = host.launch(
                "a.service",
                "ExecStart=/bin/sh -c 'exit 3'",
                "ExecStopPost=/bin/echo $SERVICE_RESULT $EXIT_CODE $EXIT_STATUS");
        host.awaitState(unit, SubState.FAILED);
        assertThat(host.messages(unit))
                .containsExactly(
                        "Starting a.service...",
                        "Started a.service.",
                        "a.service: Main process exited, code=exited, status=3/n/a",
                        "a.service: Failed with result 'exit-code'.");
        assertThat(host.printed(unit)).containsExactly("exit-code exited 3");
    }

    @Test
    void failsForAMissingProgram() {
        UnitName unit = host.launch("a.service", "ExecStart=/no/such/program");
        host.awaitState(unit, SubState.FAILED);
        assertThat(host.messages(unit))
                .contains(
                        "a.service: Failed to locate executable /no/such/program: No such file, or not executable",
                        "a.service: Main process exited, code=exited, status=203/EXEC");
    }

    @Test
    void runs_no_container_with_secret_variables_as_a_process() {
        for (String[] unit : new String[][] {
            {"ExecStart=/bin/echo docker run --env=DB=paz-secret:x"},
            {"Environment=PAZ_V1_1=paz-secret:x", "ExecStart=/bin/echo docker run"}
        }) {
            UnitName refused = host.launch("refused" + unit.length + ".service", unit);
            host.awaitState(refused, SubState.FAILED);
            assertThat(host.messages(refused)).anyMatch(line -> line.contains("It has secret variables"));
            assertThat(host.printed(refused)).isEmpty();
        }
        UnitName other =
                host.launch("other.service", "Environment=PAZ_V1_1=paz-secret:x", "ExecStart=/bin/echo docker stop");
        host.awaitDone(other);
        assertThat(host.printed(other)).containsExactly("docker stop");
    }

    @Test
    void tellsASignalFromAnExitStatus() {
        UnitName killed = host.launch("killed.service", "ExecStart=/bin/sh -c 'kill -TERM $$$$'");
        UnitName exited = host.launch("exited.service", "ExecStart=/bin/sh -c 'exit 143'");
        UnitName segv = host.launch("segv.service", "ExecStart=/bin/sh -c 'kill -SEGV $$$$'");
        host.awaitDone(killed);
        host.awaitState(exited, SubState.FAILED);
        host.awaitState(segv, SubState.FAILED);
        assertThat(host.messages(segv)).contains("segv.service: Main process exited, code=killed, status=11/SEGV");
    }

    @Test
    void takesMoreExitStatusesForSuccess() {
        UnitName unit = host.launch(
                "a.service", "ExecStart=/bin/sh -c 'exit 143'", "SuccessExitStatus=143 SIGUSR1", "Restart=on-failure");
        host.awaitDone(unit);
        assertThat(host.messages(unit)).contains("a.service: Deactivated successfully.");
    }

    @Test
    void runsCommandsInTheirOrder() {
        UnitName unit = host.launch(
                "a.service",
                "ExecStartPre=-/bin/false",
                "ExecStartPre=/bin/echo pre 1 ; /bin/echo pre 2",
                "ExecStart=/bin/sh -c 'echo main; exec sleep 300'",
                "ExecStartPost=/bin/sh -c 'sleep 0.2; echo post'",
                "ExecStop=/bin/sh -c 'echo stop; kill $MAINPID'",
                "ExecStopPost=/bin/echo stop post");
        host.awaitState(unit, SubState.RUNNING);
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.DEAD);
        assertThat(host.printed(unit)).containsExactly("pre 1", "pre 2", "main", "post", "stop", "stop post");
    }

    @Test
    void stopsAtAFailedCommandBeforeTheStart() {
        UnitName unit = host.launch(
                "a.service",
                "ExecStartPre=/bin/false",
                "ExecStart=/bin/echo never",
                "ExecStop=/bin/echo never",
                "ExecStopPost=/bin/echo stop post");
        host.awaitState(unit, SubState.FAILED);
        assertThat(host.printed(unit)).containsExactly("stop post");
    }

    @Test
    void showsActivatingWhileCommandsBeforeTheStartRun() {
        UnitName unit = host.launch("a.service", "ExecStartPre=/bin/sleep 300", "ExecStart=/bin/sleep 300");
        host.awaitState(unit, SubState.START_PRE);
    }

    @Test
    void runsOneshots() {
        UnitName remains = host.launch(
                "remains.service",
                "Type=oneshot",
                "RemainAfterExit=yes",
                "ExecStart=/bin/echo one",
                "ExecStart=/bin/echo two");
        UnitName ends = host.launch("ends.service", "Type=oneshot", "ExecStart=/bin/echo one");
        UnitName fails =
                host.launch("fails.service", "Type=oneshot", "ExecStart=/bin/false", "ExecStart=/bin/echo never");
        host.awaitState(remains, SubState.EXITED);
        host.awaitDone(ends);
        host.awaitState(fails, SubState.FAILED);
        assertThat(host.printed(remains)).containsExactly("one", "two");
        assertThat(host.messages(ends)).contains("Finished ends.service.");
        assertThat(host.printed(fails)).isEmpty();
    }

    @Test
    void restartsUntilTheLimit() {
        UnitName unit = host.launch(
                "a.service",
                "ExecStart=/bin/sh -c 'echo again; exit 1'",
                "Restart=on-failure",
                "RestartSec=10ms",
                "StartLimitBurst=3",
                "StartLimitInterval=60");
        host.awaitState(unit, SubState.FAILED);
        host.await(
                () -> host.messages(unit).contains("a.service: Failed with result 'start-limit-hit'."),
                () -> "the limit, not " + host.messages(unit));
        assertThat(host.printed(unit)).containsExactly("again", "again", "again");
        assertThat(host.messages(unit))
                .contains("a.service: Scheduled restart job, restart counter is at 3.")
                .endsWith(
                        "a.service: Start request repeated too quickly.",
                        "a.service: Failed with result 'start-limit-hit'.");
    }

    @Test
    void waitsBetweenRestarts() {
        UnitName unit = host.launch("a.service", "ExecStart=/bin/false", "Restart=always", "RestartSec=30");
        host.awaitState(unit, SubState.AUTO_RESTART);
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.DEAD);
    }

    @Test
    void killsWhatDoesNotStopInTime() {
        UnitName unit = host.launch(
                "a.service",
                "ExecStart=/bin/sh -c 'trap \"\" TERM; echo up; while :; do sleep 300; done'",
                "TimeoutStopSec=300ms");
        host.await(() -> host.printed(unit).contains("up"), () -> "output");
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.FAILED);
        assertThat(host.messages(unit))
                .contains(
                        "a.service: State 'stop-sigterm' timed out. Killing.",
                        "a.service: Failed with result 'timeout'.");
    }

    @Test
    void givesUpAStartThatTakesTooLong() {
        UnitName unit = host.launch(
                "a.service", "ExecStartPre=/bin/sleep 300", "ExecStart=/bin/echo never", "TimeoutStartSec=200ms");
        host.awaitState(unit, SubState.FAILED);
        assertThat(host.messages(unit))
                .contains(
                        "a.service: start operation timed out. Terminating.",
                        "a.service: Failed with result 'timeout'.");
    }

    @Test
    void stopsProcessesThatLeftTheSession() throws IOException {
        Path pid = folder.resolve("pid");
        UnitName unit = host.launch(
                "a.service",
                "ExecStart=/bin/sh -c 'setsid --fork /bin/sh -c \"echo $$$$ >" + pid
                        + "; exec sleep 300\"; exec sleep 300'");
        host.await(() -> Files.exists(pid) && pid.toFile().length() > 1, () -> "the process");
        long stray = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(stray)).isPresent();
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.DEAD);
        assertThat(ProcessStat.of(stray).filter(ProcessStat::isAlive)).isEmpty();
    }

    @Test
    void sendsTheSignalThatTheUnitWants() {
        UnitName unit = host.launch(
                "a.service",
                "ExecStart=/bin/sh -c 'trap \"echo quit; exit 0\" QUIT; echo up; while :; do sleep 0.05; done'",
                "KillSignal=SIGQUIT",
                "KillMode=mixed");
        host.await(() -> host.printed(unit).contains("up"), () -> "output");
        host.onLoop(it -> it.stop(unit));
        host.awaitState(unit, SubState.DEAD);
        assertThat(host.printed(unit)).containsExactly("up", "quit");
    }

    @Test
    void givesExactlyTheEnvironmentAndWordsThatAreMeant() throws IOException {
        Path file = Files.writeString(folder.resolve("env"), "FROM_FILE=\"two words\"\nBOTH=file\n");
        UnitName unit = host.launch(
                "a.service",
                "Environment=\"PLAIN=it's a \\\"value\\\" with $HOME and 100%% and é\" BOTH=unit",
                "Environment=\"LINES=a\\nb\"",
                "EnvironmentFile=" + file,
                "EnvironmentFile=-/no/such/file",
                "ExecStart=/usr/bin/printf '[%%s]\\n' ${PLAIN} $FROM_FILE ${BOTH} \"$$(id) `id` \\\\ ' ;\" \"\" ; ",
                "ExecStartPost=/usr/bin/env");
        host.awaitDone(unit);
        assertThat(host.printed(unit))
                .containsSubsequence(
                        "[it's a \"value\" with $HOME and 100% and é]",
                        "[two]", "[words]", "[file]", "[$(id) `id` \\ ' ;]", "[]");
        assertThat(host.printed(unit)).contains("PATH=/usr/local/bin:/usr/bin:/bin", "LINES=a", "b");
        assertThat(host.printed(unit)).noneMatch(line -> line.startsWith("OLDPWD=") || line.startsWith("HOME="));
    }

    @Test
    void theHostsOwnSettingsWinWhereAUnitNamesTheirFile() {
        UnitName unit = host.launch(
                "a.service",
                "Environment=\"HOST_SETTING=of the unit's text\"",
                "EnvironmentFile=-/etc/paz/host.env",
                "ExecStart=/usr/bin/printenv HOST_SETTING");
        UnitName other = host.launch(
                "b.service",
                "Environment=\"HOST_SETTING=of the unit's text\"",
                "ExecStart=/usr/bin/printenv HOST_SETTING");
        host.awaitDone(unit);
        host.awaitDone(other);
        assertThat(host.printed(unit)).containsExactly("of this host");
        assertThat(host.printed(other)).containsExactly("of the unit's text");
    }

    @Test
    void passesEveryByteOfUtf8() {
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(1, 0x2FF).filter(c -> c != '\n').forEach(c -> all.append(String.format("\\u%04x", c)));
        UnitName unit = host.launch(
                "a.service",
                "ExecStart=/usr/bin/printf %%s \""
                        + all.toString().replace("\\u", "\\\n\\u").replaceFirst("\\\\\n", "") + "\"");
        host.awaitDone(unit);
        StringBuilder expected = new StringBuilder();
        IntStream.rangeClosed(1, 0x2FF).filter(c -> c != '\n').forEach(c -> expected.append(' ')
                .append((char) c));
        assertThat(host.printed(unit)).containsExactly(expected.substring(1));
    }

    @Test
    void runsAsAnotherUserInAnotherFolder() {
        UnitName unit = host.launch(
                "a.service",
                "User=nobody",
                "WorkingDirectory=/usr",
                "ExecStartPre=+/usr/bin/id -un",
                "ExecStart=/bin/sh -c 'id -un; pwd; echo $USER'");
        UnitName nowhere = host.launch("b.service", "WorkingDirectory=/no/such", "ExecStart=/bin/true");
        UnitName nobody = host.launch("c.service", "User=no-such-user", "ExecStart=/bin/true");
        host.awaitDone(unit);
        host.awaitState(nowhere, SubState.FAILED);
        host.awaitState(nobody, SubState.FAILED);
        assertThat(host.printed(unit)).containsExactly("root", "nobody", "/usr", "nobody");
        assertThat(host.messages(nowhere)).contains("b.service: Main process exited, code=exited, status=200/CHDIR");
        assertThat(host.messages(nobody)).contains("c.service: Main process exited, code=exited, status=217/USER");
    }

    @Test
    void givesAProgramAnotherName() {
        UnitName unit =
                host.launch("a.service", "ExecStart=@/bin/sh my-shell -c 'echo \"$$0\" \"$$1\"' \"a name\" \"b c\"");
        host.awaitDone(unit);
        assertThat(host.printed(unit)).containsExactly("a name b c");
    }

    @Test
    void replacesAUnitByOtherContent() {
        UnitName unit = host.launch("a.service", "ExecStart=/bin/sleep 300", "ExecStopPost=/bin/echo old");
        host.awaitState(unit, SubState.RUNNING);
        host.onLoop(it -> {
            it.unload(unit);
            it.load(unit, UnitFile.parse("[Service]\nExecStart=/bin/sh -c 'echo new; exec sleep 300'\n"));
            it.start(unit);
        });
        host.await(() -> host.printed(unit).contains("new"), () -> "the new one: " + host.printed(unit));
        assertThat(host.printed(unit)).containsExactly("old", "new");
    }

    @Test
    void neverStartsABadUnit() {
        UnitName unit = host.launch("a.service", "RemainAfterExit=no");
        host.await(() -> !host.messages(unit).isEmpty(), () -> "a refusal");
        assertThat(host.messages(unit)).containsExactly("a.service: Service has no ExecStart= setting. Refusing.");
        assertThat(host.state(unit)).contains(SubState.DEAD);
    }

    @Test
    void startsAHundredUnitsAtOnce() {
        List<UnitName> units = IntStream.range(0, 100)
                .mapToObj(i -> host.launch("many-" + i + ".service", "ExecStart=/bin/sh -c 'echo up; exec sleep 300'"))
                .toList();
        units.forEach(unit -> host.awaitState(unit, SubState.RUNNING));
        units.forEach(unit -> host.await(() -> host.printed(unit).equals(List.of("up")), () -> "output of " + unit));
        assertThat(Thread.getAllStackTraces().keySet()).hasSizeLessThan(60);
    }

    @Test
    void stopsAProgramThatWasNotThereYetWhenItsUnitWasStopped() throws IOException {
        host.close();
        host = new RunningHost(folder, "this-boot", this::startHeldBack, Duration.ofMinutes(1));
        UnitName unit = host.launch("a.service", "ExecStart=/bin/sleep 300");
        RunFiles files = new RunFiles(host.folderOf(unit).path(), 1);
        host.await(() -> files.shimProcess().isPresent(), () -> "the shell");
        host.onLoop(it -> it.stop(unit));
        host.await(() -> !host.state(unit).equals(Optional.of(SubState.RUNNING)), () -> "the stop");
        assertThat(host.state(unit)).contains(SubState.STOP_SIGTERM);
        Files.createFile(files.folder().resolve("go"));
        host.awaitState(unit, SubState.DEAD);
        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=killed, status=15/TERM");
    }

    /** Between the start of the shell and that of its program, it waits for a file. */
    private void startHeldBack(UnitFolder unit, Path script, Role role) throws IOException {
        String text = Files.readString(script);
        Files.writeString(script, text.replace("umask 022", "while [ ! -e go ]; do :; done"));
        Launcher.start(unit, script, role);
    }
}
