package io.paz.host.manager.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.fleet.unit.HostDefaults;
import io.paz.engine.fleet.unit.UnitRenderer;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import io.paz.host.docker.DockerContainers;
import io.paz.host.docker.Engines;
import io.paz.host.manager.SubState;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Containers of units on a real engine: how they run, print and end. */
class ContainersTest extends ContainerTest {
    @Test
    void runs_a_container_without_a_client_and_reports_output_and_exit_status() {
        UnitName unit = host.launch(
                "a.service",
                run(
                        "echo out; echo err >&2; while [ ! -e /go ]; do /bin/busybox usleep 10000; done; echo last; exit 3"));
        host.awaitPrinted(unit, "out");
        host.awaitPrinted(unit, "err");
        host.awaitState(unit, SubState.RUNNING);
        assertThat(clients()).isEmpty();

        Docker.run("exec", name, "/bin/busybox", "touch", "/go");
        host.awaitState(unit, SubState.FAILED);

        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=3/n/a");
        assertThat(host.printed(unit)).containsExactlyInAnyOrder("out", "err", "last");
        assertThat(container("{{.Id}}")).isEmpty();
    }

    @Test
    void a_container_that_ends_at_once_loses_no_line() {
        UnitName unit = host.launch("a.service", run("i=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done"));
        host.awaitMessage(unit, "Deactivated successfully");

        assertThat(host.printed(unit))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void joins_long_lines_and_keeps_the_last_line_without_its_end() {
        UnitName unit = host.launch(
                "a.service",
                run("/bin/busybox yes a | /bin/busybox tr -d '\\\\n' | /bin/busybox head -c 40000; echo; printf end"));
        host.awaitMessage(unit, "Deactivated successfully");

        assertThat(host.printed(unit)).containsExactly("a".repeat(40_000), "end");
    }

    @Test
    void a_stop_reaches_the_program() {
        UnitName unit = host.launch(
                "a.service",
                run("trap 'echo asked; exit 0' TERM; echo ready; while :; do /bin/busybox usleep 10000; done"),
                "KillSignal=SIGTERM");
        host.awaitPrinted(unit, "ready");
        host.stop(unit);
        host.awaitState(unit, SubState.DEAD);

        assertThat(host.printed(unit)).containsExactly("ready", "asked");
        assertThat(container("{{.Id}}")).isEmpty();
    }

    @Test
    void a_program_that_ignores_the_stop_is_killed() {
        UnitName unit = host.launch(
                "a.service",
                run("trap '' TERM; echo ready; while :; do /bin/busybox usleep 10000; done"),
                "KillSignal=SIGTERM",
                "TimeoutStopSec=1");
        host.awaitPrinted(unit, "ready");
        host.stop(unit);
        host.awaitState(unit, SubState.FAILED);

        assertThat(container("{{.Id}}")).isEmpty();
    }

    @Test
    void an_ended_container_is_restarted_under_its_name_by_the_units_rule() {
        UnitName unit = host.launch("a.service", "Restart=always", "RestartSec=0", run("echo run"));
        host.await(() -> host.printed(unit).stream().filter("run"::equals).count() >= 3, () -> "three runs");

        assertThat(host.printed(unit)).containsOnly("run");
    }

    @Test
    void gives_variables_of_a_rendered_unit_to_the_engine_without_a_client() {
        Map<String, String> env =
                Map.of("ONE", "a b", "LINES", "a\n$x\t\\n\u0001", "EMPTY", "", "LONG", "é%\"".repeat(5_000));
        ReleaseId release = new ReleaseId("t" + name.substring(name.length() - 8), 1);
        ContainerSpec spec = ContainerSpec.builder(release, image)
                .env(env)
                .command(List.of("/bin/busybox", "sleep", "60"))
                .confinement(new Confinement("64m", 100, true, List.of()))
                .build();
        String text = new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"))
                .render(spec)
                .get(0)
                .text();
        String section = text.substring(text.indexOf("[Service]\n") + 10, text.indexOf("ExecStop="));
        String container = release.service() + "-1-1";
        UnitName unit = host.launch("a.service", "KillSignal=SIGKILL", section.replace("${PAZ_NETWORK}", "bridge"));
        try {
            host.awaitState(unit, SubState.RUNNING);
            host.await(
                    () -> Docker.output("inspect", "-f", "{{.State.Running}}", container)
                            .equals("true"),
                    () -> container + " to run");
            JsonNode given =
                    JsonMapper.shared().readTree(Docker.output("inspect", "-f", "{{json .Config.Env}}", container));

            env.forEach((key, value) ->
                    assertThat(given.valueStream().map(JsonNode::asString)).contains(key + "=" + value));
            assertThat(ProcessHandle.allProcesses()
                            .map(process -> process.info().commandLine().orElse(""))
                            .filter(line -> line.contains("docker") && line.contains(container)))
                    .isEmpty();
        } finally {
            Docker.run("rm", "-f", container);
        }
    }

    @Test
    void confines_a_container_as_the_client_would() {
        String[] confined = {
            "--memory=64m", "--pids-limit=100", "--security-opt=no-new-privileges", "--cap-drop=ALL", "--cap-add=CHOWN"
        };
        UnitName unit = host.launch("a.service", run("/bin/busybox sleep 60", confined));
        awaitRunning();
        String format =
                "{{json .HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.CapDrop}} {{.HostConfig.CapAdd}}"
                        + " {{.HostConfig.SecurityOpt}} {{.HostConfig.NetworkMode}} {{.HostConfig.Privileged}}";
        String made = container(format).replace("CAP_", "");
        host.stop(unit);
        host.awaitState(unit, SubState.FAILED);
        Docker.run(Stream.of(List.of("create", "--name=" + name), List.of(confined), List.of(image, "sh"))
                .flatMap(List::stream)
                .toArray(String[]::new));

        assertThat(clients()).isEmpty();
        assertThat(made)
                .isEqualTo(container(format).replace("CAP_", ""))
                .contains("100 [ALL] [", "[no-new-privileges]");
    }

    @Test
    void fails_with_the_words_and_status_of_the_client() {
        Docker.run("create", "--name=" + name, image, "sh");
        for (List<String> line : List.of(
                List.of("--name=" + name, image, "sh"),
                List.of("--pull=never", "paz-test/no-such:1"),
                List.of("paz-test.invalid/no-such:1"),
                List.of("--network=no-such-network", image, "sh"),
                List.of("--user=nobody-known", image, "sh"),
                List.of("--volume=/proc/no:/x", image, "sh"),
                List.of(image, "/no/such/program"),
                List.of(image, "/bin"))) {
            Docker.Answer expected = Docker.run(
                    Stream.concat(Stream.of("run", "--rm"), line.stream()).toArray(String[]::new));
            UnitName unit = host.launch(
                    "e" + expected.hashCode() + ".service",
                    "ExecStart=/usr/bin/docker run --rm " + String.join(" ", line));
            host.awaitState(unit, SubState.FAILED);

            assertThat(host.messages(unit))
                    .as("%s", line)
                    .anyMatch(message -> message.contains("status=" + expected.status()));
            List<String> words = host.printed(unit).stream()
                    .map(ContainersTest::withoutIdentity)
                    .toList();
            assertThat(words)
                    .as("%s", line)
                    .contains(withoutIdentity(expected.errors()
                            .lines()
                            .filter(it -> it.startsWith("docker: "))
                            .findFirst()
                            .orElseThrow()));
        }
        assertThat(Docker.output("ps", "-aq", "--filter", "label=io.paz.unit", "--filter", "ancestor=" + image))
                .isEmpty();
    }

    /** Ids and ports are others each time. */
    private static String withoutIdentity(String words) {
        return words.replaceAll("[0-9a-f]{64}", "ID")
                .replaceAll(":\\d{4,5}", ":PORT")
                .strip();
    }

    @Test
    void an_engine_that_is_down_is_said_and_the_units_rule_tries_again() throws IOException {
        host.close();
        try (DockerContainers down = Engines.at(folder.resolve("no.sock"))) {
            host = new ContainerHost(folder, down);
            UnitName unit = host.launch("a.service", "Restart=on-failure", "RestartSec=1", run("echo run"));
            host.awaitMessage(unit, "Scheduled restart job, restart counter is at 2");

            assertThat(host.printed(unit))
                    .containsOnly("docker: Cannot connect to the Docker daemon at unix://" + folder.resolve("no.sock")
                            + ". Is the docker daemon running?");
            assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=125/n/a");
            host.unloadAll();
            host.close();
        }
        host = new ContainerHost(folder, engine);
    }

    @Test
    void a_container_that_somebody_removed_has_ended() {
        UnitName unit = host.launch("a.service", run("echo ready; while :; do /bin/busybox usleep 10000; done"));
        host.awaitPrinted(unit, "ready");
        Docker.run("rm", "-f", name);
        host.awaitState(unit, SubState.FAILED);

        assertThat(host.messages(unit)).contains("a.service: Main process exited, code=exited, status=137/n/a");
    }

    @Test
    void an_option_that_is_not_known_is_left_to_the_client() {
        UnitName unit = host.launch("a.service", run("echo ready; /bin/busybox sleep 100", "--tmpfs=/scratch"));
        host.awaitPrinted(unit, "ready");

        assertThat(clients()).isNotEmpty();
        assertThat(container("{{.HostConfig.Tmpfs}}")).contains("/scratch");
    }

    @Test
    void another_engine_or_settings_of_the_client_are_left_to_the_client() throws IOException {
        Path settings = Files.createDirectories(folder.resolve("client"));
        Files.writeString(
                settings.resolve("config.json"),
                "{\"proxies\":{\"default\":{\"httpProxy\":\"http://proxy.example:1\"}}}");
        UnitName unit = host.launch(
                "a.service",
                "Environment=DOCKER_CONFIG=" + settings,
                run("echo proxy $HTTP_PROXY; /bin/busybox sleep 100"));
        host.awaitPrinted(unit, "proxy http://proxy.example:1");

        assertThat(clients()).isNotEmpty();
    }

    @Test
    void the_container_is_the_one_that_the_client_would_make() {
        String options = "--rm --log-driver=json-file --log-opt=max-size=10m --stop-timeout=20 --stop-signal=INT"
                + " --publish=127.0.0.1::8080 --publish=127.0.0.1:0:53/udp --memory=64m --cpus=0.5 --user=1000"
                + " --label=team=shop --volume=paz-test-data:/data:ro --volume=/tmp:/host --volume=/anonymous"
                + " --add-host=shop.paz:172.17.0.1 --env=A=1 --workdir=/tmp --hostname=box --init --read-only";
        options = options.replace(" --publish=127.0.0.1:0:53/udp", "");
        String[] client = ("run -d " + options + " --name=" + name + " " + image + " sh -c :").split(" ");
        client[2] = "--rm=false";
        Docker.run(client);
        Map<String, String> expected = described();
        Docker.run("rm", "-f", "-v", name);

        UnitName unit = host.launch(
                "a.service",
                "KillSignal=SIGKILL",
                "ExecStart=/usr/bin/docker run " + options + " --name=" + name + " " + image
                        + " sh -c \"/bin/busybox sleep 100\"");
        awaitRunning();
        Map<String, String> made = described();

        assertThat(host.state(unit)).isPresent();
        assertThat(made).isEqualTo(expected);
    }

    private Map<String, String> described() {
        return Map.of(
                "host",
                container(
                        "{{with .HostConfig}}{{.LogConfig}} {{.PortBindings}} {{.Memory}} {{.MemorySwap}} {{.NanoCpus}}"
                                + " {{.ExtraHosts}} {{.NetworkMode}} {{.RestartPolicy.MaximumRetryCount}} {{.Privileged}} {{.ReadonlyRootfs}} {{.Init}}"
                                + " {{.CapAdd}} {{.CapDrop}} {{.SecurityOpt}} {{.ShmSize}} {{.PidsLimit}}"
                                + " {{.IpcMode}} {{.CgroupnsMode}} {{.MaskedPaths}} {{.ReadonlyPaths}}{{end}}"),
                "config",
                container("{{with .Config}}{{.Hostname}} {{.User}} {{.ExposedPorts}} {{.Env}} {{.Image}} {{.Volumes}}"
                        + " {{.WorkingDir}} {{.Entrypoint}} {{.StopSignal}} {{.StopTimeout}} {{.Tty}} {{.OpenStdin}}"
                        + " {{index .Labels \"team\"}}{{end}}"),
                "mounts",
                container("{{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}} {{.Propagation}}\n{{end}}")
                        .lines()
                        .map(String::strip)
                        .sorted()
                        .toList()
                        .toString());
    }

    @Test
    void a_container_that_prints_at_full_speed_costs_its_own_lines_only() throws IOException {
        UnitName noisy = host.launch(
                "noisy.service", run("/bin/busybox yes noise-noise-noise-noise | /bin/busybox head -c 50000000"));
        host.awaitPrinted(noisy, "noise-noise-noise-noise");
        String other = name + "-b";
        UnitName quiet = host.launch(
                "quiet.service",
                "ExecStart=/usr/bin/docker run --rm --name=" + other + " " + image + " sh -c \"echo quiet; exit 6\"");
        host.awaitState(quiet, SubState.FAILED);

        assertThat(host.printed(quiet)).containsExactly("quiet");
        host.awaitMessage(noisy, "Deactivated successfully");
        assertThat(bytesIn(folder)).isLessThan(30_000_000);
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
