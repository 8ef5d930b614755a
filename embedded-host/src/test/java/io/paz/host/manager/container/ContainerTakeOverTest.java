package io.paz.host.manager.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.SubState;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Containers of units on a real engine, whose host ends and comes back. */
class ContainerTakeOverTest extends ContainerTest {
    @Test
    void a_container_goes_on_without_the_host_and_no_line_is_lost_or_doubled() throws IOException {
        UnitName unit = host.launch(
                "a.service", run("i=0; while :; do echo line $i; i=$((i+1)); /bin/busybox usleep 1000; done"));
        host.awaitPrinted(unit, "line 5");
        String before = container("{{.Id}} {{.State.Pid}} {{.State.StartedAt}}");
        for (int i = 0; i < 5; i++) {
            killHost();
            int seen = host.printed(unit).size();
            host.awaitPrinted(unit, "line " + (seen + 20));
        }

        assertThat(container("{{.Id}} {{.State.Pid}} {{.State.StartedAt}}")).isEqualTo(before);
        List<String> printed = host.printed(unit);
        assertThat(printed)
                .containsExactlyElementsOf(IntStream.range(0, printed.size())
                        .mapToObj(i -> "line " + i)
                        .toList());
    }

    @Test
    void an_end_while_no_host_ran_is_seen_with_its_status_and_last_lines() throws IOException {
        UnitName unit = host.launch(
                "a.service",
                run("echo begin; while [ ! -e /go ]; do /bin/busybox usleep 10000; done; echo last; exit 7"));
        host.awaitPrinted(unit, "begin");
        killHostFor(() -> {
            Docker.run("exec", name, "/bin/busybox", "touch", "/go");
            host.await(() -> container("{{.State.Running}}").equals("false"), () -> "the end of " + name);
        });
        host.awaitState(unit, SubState.FAILED);

        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=7/n/a");
        assertThat(host.printed(unit)).containsExactly("begin", "last");
        assertThat(container("{{.Id}}")).isEmpty();
    }

    @Test
    void a_client_of_an_earlier_release_is_followed_as_a_process() throws IOException {
        host.close();
        host = new ContainerHost(folder, null);
        UnitName unit = host.launch(
                "a.service",
                run("echo ready; while [ ! -e /go ]; do /bin/busybox usleep 10000; done; echo last; exit 4"));
        host.awaitPrinted(unit, "ready");
        killHost();
        host.awaitState(unit, SubState.RUNNING);
        String before = container("{{.Id}}");
        Docker.run("exec", name, "/bin/busybox", "touch", "/go");
        host.awaitState(unit, SubState.FAILED);

        assertThat(before).isNotEmpty();
        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=4/n/a");
        assertThat(host.printed(unit)).containsExactly("ready", "last");
    }

    @ParameterizedTest
    @EnumSource
    void a_host_that_dies_at_any_moment_leaves_a_run_that_happens_once(CutEngine.Moment moment)
            throws IOException, InterruptedException {
        host.close();
        CutEngine cut = new CutEngine(engine, moment);
        host = new ContainerHost(folder, cut);
        UnitName unit = host.launch("a.service", run("echo once; exit 5"));
        assertThat(cut.reached().await(60, TimeUnit.SECONDS)).isTrue();
        killHost();
        host.awaitState(unit, SubState.FAILED);

        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=5/n/a");
        assertThat(host.printed(unit)).containsExactly("once");
        assertThat(container("{{.Id}}")).isEmpty();
    }

    @Test
    void a_stop_before_the_start_keeps_the_container_from_starting_even_by_the_next_host()
            throws IOException, InterruptedException {
        host.close();
        CutEngine cut = new CutEngine(engine, CutEngine.Moment.AFTER_CREATE);
        host = new ContainerHost(folder, cut);
        UnitName unit = host.launch("a.service", run("echo never"), "KillSignal=SIGTERM");
        assertThat(cut.reached().await(60, TimeUnit.SECONDS)).isTrue();
        host.stop(unit);
        host.awaitState(unit, SubState.STOP_SIGTERM);
        killHost();
        host.awaitState(unit, SubState.DEAD);

        assertThat(host.printed(unit)).isEmpty();
        assertThat(container("{{.Id}}")).isEmpty();
    }

    @Test
    void a_container_that_an_earlier_run_of_the_unit_left_gives_way() throws IOException {
        UnitName unit = host.launch("a.service", run("echo first; while :; do /bin/busybox usleep 10000; done"));
        host.awaitPrinted(unit, "first");
        host.close();
        // As after a loss of power, or a damaged file: the unit is loaded anew.
        Files.delete(host.unitFolder(unit).resolve("state.json"));
        host = new ContainerHost(folder, engine);
        host.launch("a.service", run("echo second; while :; do /bin/busybox usleep 10000; done"));
        host.awaitPrinted(unit, "second");

        assertThat(host.messages(unit)).noneMatch(message -> message.contains("status=125"));
    }
}
