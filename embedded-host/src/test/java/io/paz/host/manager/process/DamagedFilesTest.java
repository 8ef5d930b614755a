package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A manager that starts where a file of the one before was damaged: it starts, and each unit runs once. */
@Timeout(120)
class DamagedFilesTest {
    private static final UnitName UNIT = new UnitName("a.service");
    private static final List<String> FILES = List.of(
            "units/boot",
            "units/a.service/unit.json",
            "units/a.service/state.json",
            "units/a.service/output-*",
            "units/a.service/errors-*",
            "units/a.service/run-1.sh",
            "units/a.service/run-1.shim",
            "units/a.service/run-1.main",
            "units/a.service/run-1.death",
            "journal/a.service/unit",
            "journal/a.service/current.jsonl");

    @TempDir
    private Path folder;

    private RunningHost host;

    @AfterEach
    void stop() throws IOException {
        RunningHost.end(host);
    }

    /** What happened to a file. */
    private enum Damage {
        EMPTIED,
        HALVED,
        LAST_BYTE_LOST,
        REMOVED;

        void happenTo(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            if (this == REMOVED) {
                Files.delete(file);
            } else {
                int length = this == EMPTIED ? 0 : this == HALVED ? bytes.length / 2 : Math.max(0, bytes.length - 1);
                Files.write(file, Arrays.copyOf(bytes, length));
            }
        }
    }

    static Stream<Arguments> damages() {
        return FILES.stream().flatMap(file -> Stream.of(Damage.values()).map(damage -> Arguments.of(file, damage)));
    }

    private Path find(String name) throws IOException {
        Path path = folder.resolve(name);
        try (Stream<Path> files = Files.list(path.getParent())) {
            String begin = path.getFileName().toString().replace("*", "");
            return files.filter(file -> file.getFileName().toString().startsWith(begin))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void launch(RunningHost in) {
        in.launch(
                UNIT.text(),
                "Restart=always",
                "RestartSec=0.1",
                "ExecStart=/bin/sh -c 'echo $$$$ >>" + folder + "/starts; echo grüße; exec sleep 300'");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("damages")
    void each_unit_runs_once(String file, Damage damage) throws IOException {
        try (RunningHost before = new RunningHost(folder)) {
            launch(before);
            before.awaitState(UNIT, SubState.RUNNING);
            before.await(() -> before.printed(UNIT).equals(List.of("grüße")), () -> "the line");
        }
        damage.happenTo(find(file));
        host = new RunningHost(folder);
        host.onLoop(it -> {
            if (it.held().isEmpty()) {
                // As the agent does by the registry.
                launch(host);
            }
        });
        host.await(
                () -> alive() == 1 && host.state(UNIT).equals(Optional.of(SubState.RUNNING)),
                () -> alive() + " processes, " + host.state(UNIT) + ": " + host.messages(UNIT));
        assertThat(host.printed(UNIT)).allMatch("grüße"::equals).hasSizeLessThanOrEqualTo(2);
    }

    /** How many of the programs that were started run. */
    private long alive() {
        try {
            return Files.readAllLines(folder.resolve("starts")).stream()
                    .map(Long::parseLong)
                    .filter(pid -> ProcessStat.of(pid)
                            .filter(process -> process.state() != 'Z')
                            .isPresent())
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
