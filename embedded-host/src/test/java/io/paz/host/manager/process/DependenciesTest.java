package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How units drag each other along, as systemd has it. */
@Timeout(120)
class DependenciesTest {
    @TempDir
    private Path folder;

    private RunningHost host;
    private Path events;

    @BeforeEach
    void start() throws IOException {
        host = new RunningHost(folder);
        events = Files.createFile(folder.resolve("events"));
    }

    @AfterEach
    void stop() throws IOException {
        RunningHost.end(host);
    }

    /** A unit that notes when it is up and when it is down again. */
    private UnitName load(String name, String... unitLines) {
        return host.load(
                name + ".service",
                "ExecStartPre=/bin/sh -c 'sleep 0.1; echo " + name + " up >>" + events + "'",
                "ExecStart=/bin/sleep 300",
                "ExecStopPost=/bin/sh -c 'sleep 0.1; echo " + name + " down >>" + events + "'",
                "[Unit]",
                String.join("\n", unitLines));
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(events);
    }

    private void start(UnitName unit) {
        host.onLoop(it -> it.start(unit));
    }

    private void stop(UnitName unit) {
        host.onLoop(it -> it.stop(unit));
    }

    @Test
    void startsWhatIsNeededFirstAndStopsInReverse() throws IOException {
        UnitName base = load("base");
        UnitName top =
                load("top", "Requires=base.service", "After=base.service docker.service", "Wants=no-such.service");
        start(top);
        host.awaitState(top, SubState.RUNNING);
        host.awaitState(base, SubState.RUNNING);
        stop(base);
        host.awaitState(base, SubState.DEAD);
        host.awaitState(top, SubState.DEAD);
        assertThat(events()).containsExactly("base up", "top up", "top down", "base down");
    }

    @Test
    void doesNotStartWhatNeedsAFailedUnit() {
        UnitName base = host.load("base.service", "Type=oneshot", "ExecStart=/bin/false");
        UnitName top = load("top", "Requires=base.service", "After=base.service");
        start(top);
        host.awaitState(base, SubState.FAILED);
        host.await(() -> host.messages(top).contains("Dependency failed for top.service."), () -> host.messages(top)
                .toString());
        assertThat(host.state(top)).contains(SubState.DEAD);
    }

    @Test
    void stopsWhatIsBoundToAUnitThatEnds() {
        UnitName base = host.launch(
                "base.service", "ExecStart=/bin/sh -c 'while [ ! -e " + folder + "/go ]; do sleep 0.05; done'");
        UnitName bound = load("bound", "BindsTo=base.service", "After=base.service");
        UnitName free = load("free", "Requires=base.service", "After=base.service");
        start(bound);
        start(free);
        host.awaitState(bound, SubState.RUNNING);
        host.awaitState(free, SubState.RUNNING);
        assertThat(folder.resolve("go").toFile().mkdir()).isTrue();
        host.awaitState(base, SubState.DEAD);
        host.awaitState(bound, SubState.DEAD);
        assertThat(host.state(free)).contains(SubState.RUNNING);
    }

    @Test
    void restartsWhatFollowsAUnitThatRestarts() throws IOException {
        UnitName base = host.load(
                "base.service",
                "ExecStartPre=/bin/sh -c 'echo base up >>" + events + "'",
                "ExecStart=/bin/sh -c 'while [ ! -e " + folder + "/go ]; do sleep 0.05; done; [ -e " + folder
                        + "/went ] && exec sleep 300; mkdir " + folder + "/went; exit 1'",
                "Restart=on-failure");
        UnitName part = load("part", "PartOf=base.service", "After=base.service");
        start(base);
        start(part);
        host.awaitState(part, SubState.RUNNING);
        assertThat(folder.resolve("go").toFile().mkdir()).isTrue();
        host.await(() -> lines() == 5, () -> "five events, not " + lines());
        host.awaitState(part, SubState.RUNNING);
        assertThat(events()).containsExactly("base up", "part up", "part down", "base up", "part up");
    }

    private long lines() {
        try {
            return events().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stopsWhatAStartedUnitConflictsWith() {
        UnitName old = load("old");
        UnitName next = load("next", "Conflicts=old.service");
        start(old);
        host.awaitState(old, SubState.RUNNING);
        start(next);
        host.awaitState(next, SubState.RUNNING);
        host.awaitState(old, SubState.DEAD);
    }

    @Test
    void getsOverAnOrderingCycle() {
        UnitName one = load("one", "After=two.service", "Wants=two.service");
        UnitName two = load("two", "After=one.service");
        start(one);
        host.awaitState(one, SubState.RUNNING);
        host.awaitState(two, SubState.RUNNING);
    }
}
