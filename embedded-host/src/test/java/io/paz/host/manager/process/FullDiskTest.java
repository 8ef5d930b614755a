package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.manager.process.output.PrintedStream;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager whose folders are on a disk that gets full, and has room again. Needs root, which may mount one. */
@Timeout(120)
class FullDiskTest {
    private static final UnitName UNIT = new UnitName("a.service");

    @TempDir
    private Path mountPoint;

    private @Nullable SmallDisk disk;
    private RunningHost host;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.mount(mountPoint, "4m");
        host = new RunningHost(mountPoint);
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk == null) {
            return;
        }
        try {
            disk.makeRoom();
            RunningHost.end(host);
        } finally {
            disk.unmount();
        }
    }

    private UnitName launch() {
        return host.launch(
                UNIT.text(),
                "Restart=always",
                "RestartSec=0.1",
                "ExecStart=/bin/sh -c 'echo started; exec sleep 300'",
                "ExecStopPost=/bin/sh -c 'echo stopped'");
    }

    private long main() {
        return host.pid(UNIT).orElse(0L);
    }

    private void awaitAnotherMain(long before) {
        host.await(
                () -> host.state(UNIT).equals(Optional.of(SubState.RUNNING)) && main() != 0 && main() != before,
                () -> "another process; journal:\n" + String.join("\n", host.messages(UNIT)));
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void starts_a_unit_again_that_ended_while_the_disk_was_full() throws IOException {
        launch();
        awaitAnotherMain(0);
        long before = main();
        disk.fill();
        kill(before);
        host.await(() -> !host.state(UNIT).equals(Optional.of(SubState.RUNNING)), () -> "its end to be seen");
        disk.makeRoom();
        awaitAnotherMain(before);
    }

    @Test
    void finds_again_what_ended_while_the_disk_was_full_after_a_restart_of_the_host() throws IOException {
        launch();
        awaitAnotherMain(0);
        long before = main();
        disk.fill();
        kill(before);
        host.await(() -> !host.state(UNIT).equals(Optional.of(SubState.RUNNING)), () -> "its end to be seen");
        host.close();
        host = new RunningHost(mountPoint);
        disk.makeRoom();
        awaitAnotherMain(before);
        host.awaitState(UNIT, SubState.RUNNING);
    }

    @Test
    void stops_a_unit_while_the_disk_is_full() throws IOException {
        launch();
        awaitAnotherMain(0);
        disk.fill();
        host.onLoop(it -> it.stop(UNIT));
        host.await(() -> main() == 0, () -> "the process to end");
        disk.makeRoom();
        host.await(
                () -> host.state(UNIT).filter(SubState::isDown).isPresent(),
                () -> "the unit to be down, not " + host.state(UNIT));
    }

    @Test
    void keeps_the_lines_that_were_printed_while_the_journal_had_no_room() throws IOException {
        Path go = mountPoint.resolve("go");
        host.launch(
                UNIT.text(),
                "ExecStart=/bin/sh -c 'echo before; while [ ! -e " + go
                        + " ]; do sleep 0.05; done; echo after; exec sleep 300'");
        host.await(() -> host.printed(UNIT).equals(List.of("before")), () -> "the first line");
        Path output = new UnitFolder(mountPoint.resolve("units/a.service")).output(PrintedStream.OUTPUT);
        disk.fill();
        // The last free bytes of the file's own page take lines when the disk takes nothing else.
        Files.writeString(output, "full\n", StandardOpenOption.APPEND);
        disk.makeRoom();
        Files.createFile(go);
        host.await(() -> host.printed(UNIT).equals(List.of("before", "full", "after")), () -> host.printed(UNIT)
                .toString());
    }
}
