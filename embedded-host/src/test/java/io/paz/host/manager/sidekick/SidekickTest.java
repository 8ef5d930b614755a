package io.paz.host.manager.sidekick;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.fleet.unit.HostDefaults;
import io.paz.engine.fleet.unit.UnitFile.Option;
import io.paz.engine.fleet.unit.UnitRenderer;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.HealthProbe;
import io.paz.engine.spec.PortMapping;
import io.paz.host.manager.SubState;
import io.paz.host.manager.sidekick.RecordingAnnouncer.Registered;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sidekick's unit as it is rendered, on a host that has an announcer of its own. */
@Timeout(120)
class SidekickTest {
    private static final UnitName UNIT = new UnitName("shop-announce-3-1.service");

    @TempDir
    private Path folder;

    private Path socket;
    private RecordingAnnouncer announcer;
    private SidekickHost host;

    @BeforeEach
    void start() throws IOException {
        socket = folder.resolve("announcer.sock");
        announcer = new RecordingAnnouncer(socket.toString());
        host = new SidekickHost(folder, announcer, socket);
    }

    @AfterEach
    void stop() throws IOException {
        announcer.registrations.forEach(each -> each.withdrawal.complete(""));
        SidekickHost.end(host);
    }

    private static String rendered() {
        ContainerSpec spec = ContainerSpec.builder(new ReleaseId("shop", 3), "example/shop:1")
                .ports(List.of(new PortMapping(8080, null)))
                .health(new HealthProbe("/a'b\"c$d\\e", "GET", "shop.paz", "200-399,401", 2, 1, 3, 4))
                .build();
        List<Option> options = new UnitRenderer(new HostDefaults("10.0.0.1", "http://127.0.0.1:2379", "paz-test"))
                .render(spec)
                .get(1)
                .options();
        return io.paz.engine.fleet.unit.UnitFile.text(options);
    }

    private void launch(String text) {
        host.onLoop(it -> {
            it.load(UNIT, UnitFile.parse(text));
            it.start(UNIT);
        });
    }

    private Registered awaitRegistration(int number) {
        host.await(
                () -> announcer.registrations.size() >= number,
                () -> "registration " + number + ": " + host.printed(UNIT) + host.messages(UNIT));
        return announcer.registrations.get(number - 1);
    }

    private long processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.toString()) || line.contains("/services/shop/3/1"))
                        .isPresent())
                .count();
    }

    @Test
    void registers_what_its_script_would_send_and_starts_no_process() {
        launch(rendered());
        Registered registered = awaitRegistration(1);
        host.awaitState(UNIT, SubState.RUNNING);

        assertThat(registered.fields)
                .isEqualTo(Map.ofEntries(
                        Map.entry("container", "shop-3-1"),
                        Map.entry("port", "8080"),
                        Map.entry("path", "/a'b\"c$d\\e"),
                        Map.entry("method", "GET"),
                        Map.entry("host", "shop.paz"),
                        Map.entry("statuses", "200-399,401"),
                        Map.entry("interval", "2"),
                        Map.entry("timeout", "1"),
                        Map.entry("rise", "3"),
                        Map.entry("fall", "4"),
                        Map.entry("key", "/paz/services/shop/3/1"),
                        Map.entry("platform", "paz-test")));
        assertThat(processes()).isZero();
    }

    @Test
    void prints_what_the_announcer_says() {
        launch(rendered());
        Registered registered = awaitRegistration(1);
        registered.listener.print("not announced: nothing listens on port 8080");
        registered.listener.print("announced 10.0.0.1:32768");

        host.awaitPrinted(UNIT, "announced 10.0.0.1:32768");
        assertThat(host.printed(UNIT))
                .containsExactly("not announced: nothing listens on port 8080", "announced 10.0.0.1:32768");
    }

    @Test
    void its_stop_ends_when_the_instance_is_withdrawn() {
        launch(rendered());
        Registered registered = awaitRegistration(1);
        host.awaitState(UNIT, SubState.RUNNING);
        host.onLoop(it -> it.stop(UNIT));
        host.awaitState(UNIT, SubState.STOP_SIGTERM);
        host.await(() -> registered.asked.equals("withdraw "), () -> "the withdrawal, not " + registered.asked);
        registered.withdrawal.complete("withdrew 10.0.0.1:32768");
        host.awaitState(UNIT, SubState.DEAD);

        assertThat(host.printed(UNIT)).containsExactly("withdrew 10.0.0.1:32768");
    }

    @Test
    void a_host_that_starts_again_registers_it_again_and_leaves_it_announced() throws IOException {
        launch(rendered());
        awaitRegistration(1);
        host.awaitState(UNIT, SubState.RUNNING);
        host.close();
        host = new SidekickHost(folder, announcer, socket);
        Registered again = awaitRegistration(2);

        assertThat(again.fields).isEqualTo(announcer.registrations.get(0).fields);
        assertThat(announcer.registrations).allMatch(each -> each.asked.isEmpty());
        host.awaitState(UNIT, SubState.RUNNING);
    }

    @Test
    void one_that_an_earlier_release_started_stays_a_process_until_it_ends() throws IOException {
        host.close();
        host = new SidekickHost(folder, null, socket);
        launch(rendered());
        host.awaitPrinted(
                UNIT, "not announced: the announcer at " + socket + " does not answer; trying again every second");
        host.close();
        host = new SidekickHost(folder, announcer, socket);
        host.awaitState(UNIT, SubState.RUNNING);
        assertThat(announcer.registrations).isEmpty();
        host.onLoop(it -> it.stop(UNIT));
        host.awaitState(UNIT, SubState.DEAD);
        host.onLoop(it -> it.start(UNIT));

        awaitRegistration(1);
    }

    @Test
    void one_of_another_announcer_or_with_another_script_is_a_process() throws IOException {
        launch(rendered().replace("not renewed", "NOT renewed"));
        host.awaitPrinted(
                UNIT, "not announced: the announcer at " + socket + " does not answer; trying again every second");
        SidekickHost.end(host);
        Path other = folder.resolve("other.sock");
        host = new SidekickHost(folder, announcer, other);
        launch(rendered());
        host.awaitPrinted(
                UNIT, "not announced: the announcer at " + other + " does not answer; trying again every second");

        assertThat(announcer.registrations).isEmpty();
    }

    @Test
    void one_that_the_announcer_refused_registers_again_later() {
        launch(rendered());
        Registered refused = awaitRegistration(1);
        refused.listener.print("not announced: instances: 2000 (expected: at most 2000 on one host)");
        refused.listener.ended();

        awaitRegistration(2);
        assertThat(host.state(UNIT)).contains(SubState.RUNNING);
    }
}
