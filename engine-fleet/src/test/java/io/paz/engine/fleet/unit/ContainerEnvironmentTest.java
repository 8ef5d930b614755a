package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that systemd reads in a unit, run with the real Docker: every value is in the container, byte for byte. */
class ContainerEnvironmentTest {

    private static final Confinement CONFINED = new Confinement("64m", 100, true, List.of());

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static BusyboxImage image;

    @BeforeAll
    static void make_image() throws IOException {
        image = new BusyboxImage(shared);
    }

    @AfterAll
    static void remove_image() {
        image.close();
    }

    @Test
    void every_hostile_value_is_in_the_containers_environment() throws Exception {
        Map<String, String> env = new LinkedHashMap<>();
        List<String> values = new ArrayList<>(HostileValues.kept().values());
        values.addAll(HostileValues.long_().values());
        values.forEach(value -> env.put("KEY_" + env.size(), value));

        assertThat(run(env, null)).containsAllEntriesOf(env).containsEntry("PAZ_VERSION", "7");
        assertThat(run(env, CONFINED)).containsAllEntriesOf(env).containsEntry("PAZ_VERSION", "7");
    }

    @Test
    void a_variable_of_every_name_arrives() throws Exception {
        Map<String, String> env = new LinkedHashMap<>();
        for (String name : List.of(
                "discovery.type",
                "1A",
                "a b",
                "-x",
                "%i",
                "$HOME",
                "#",
                "ünï",
                "a/b:c,d",
                "lower",
                "PATH",
                "LD_PRELOAD",
                "DOCKER_HOST",
                "PAZ_HOST_IP",
                "PAZ_V1_0",
                "paz_value",
                "IFS",
                "\uFEFFbom",
                "BILLING_URL")) {
            env.put(name, "one line of " + name);
        }
        env.putAll(Map.of("LINES", "a\nb\n", "RETURN", "a\r", "x.y", "a\nb", "PS4", "a\n$(id)", "EMPTY", ""));

        assertThat(run(env, CONFINED)).containsAllEntriesOf(env);
    }

    @Test
    void no_value_of_a_running_container_stands_in_a_process_list() throws Exception {
        String value = "planted-" + UUID.randomUUID();
        Map<String, String> env = Map.of("ONE", value, "LINES", "a\n" + value, "LONG", "x".repeat(20_000) + value);

        assertThat(seenByNobody(env, value, null))
                .as("control: a unit of before")
                .isPositive();
        assertThat(seenByNobody(env, value, CONFINED)).isZero();
    }

    /** In how many command lines and environments of processes somebody without rights finds the text while the container runs. */
    private long seenByNobody(Map<String, String> env, String text, Confinement confinement) throws Exception {
        String service = "t" + UUID.randomUUID().toString().substring(0, 8);
        List<String> sleep = List.of("/bin/busybox", "sleep", "60");
        Process docker = started(spec(service, env, confinement, sleep)).start();
        try {
            waitForContainer(service);
            return Command.run(
                            "setpriv",
                            "--reuid=65534",
                            "--regid=65534",
                            "--clear-groups",
                            "sh",
                            "-c",
                            "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'")
                    .lines()
                    .filter(line -> line.contains(text))
                    .count();
        } finally {
            Command.run("docker", "rm", "-f", service + "-7-1");
            docker.waitFor();
        }
    }

    private static void waitForContainer(String service) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!Command.run("docker", "ps", "-q", "--filter", "name=" + service).matches("(?s)[0-9a-f]{12}.*")) {
            assertThat(Instant.now()).as("the container runs").isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private Map<String, String> run(Map<String, String> env, Confinement confinement) throws Exception {
        String service = "t" + UUID.randomUUID().toString().substring(0, 8);
        List<String> show = List.of("/bin/busybox", "cat", "/proc/self/environ");
        return environment(started(spec(service, env, confinement, show)));
    }

    private static ContainerSpec spec(
            String service, Map<String, String> env, Confinement confinement, List<String> command) {
        return Releases.small(new ReleaseId(service, 7), image.name())
                .env(env)
                .user("0")
                .command(command)
                .confinement(confinement)
                .build();
    }

    /** As systemd starts it. */
    private ProcessBuilder started(ContainerSpec spec) throws Exception {
        UnitFile unit = new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"))
                .render(spec)
                .get(0);
        Systemd systemd = Systemd.debug(folder, unit);
        ProcessBuilder start =
                new ProcessBuilder(systemd.started(systemd.commands("ExecStart").get(0)));
        start.environment().putAll(systemd.environment());
        return start;
    }

    private static Map<String, String> environment(ProcessBuilder command) throws Exception {
        Process docker = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> variables = new LinkedHashMap<>();
        for (String entry : printed.split("\0")) {
            int equals = entry.indexOf('=');
            variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return variables;
    }
}
