package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager whose kernel has no inotify instance left for its user. */
@Timeout(60)
class RefusedWatchTest {
    @TempDir
    private Path folder;

    private RunningHost host;

    @BeforeEach
    void start() throws IOException {
        host = new RunningHost(folder, () -> {
            throw new IOException("User limit of inotify instances reached or too many open files");
        });
    }

    @AfterEach
    void stop() throws IOException {
        RunningHost.end(host);
    }

    @Test
    void sees_what_units_print_and_how_they_end() {
        UnitName unit = host.launch("a.service", "ExecStart=/bin/sh -c 'echo up; exit 3'");
        host.awaitState(unit, SubState.FAILED);

        assertThat(host.printed(unit)).containsExactly("up");
        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=3/n/a");
    }

    @Test
    void stops_a_unit_that_runs() {
        UnitName unit = host.launch("a.service", "ExecStart=/bin/sh -c 'echo up; exec sleep 300'");
        host.awaitPrinted(unit, "up");
        host.onLoop(it -> it.stop(unit));

        host.awaitState(unit, SubState.DEAD);
    }
}
