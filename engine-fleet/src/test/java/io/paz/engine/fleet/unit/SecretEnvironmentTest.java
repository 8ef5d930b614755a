package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.announcer.host.HostAnnouncer;
import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretVariable;
import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of a unit with secret variables, as systemd reads it, run with the real announcer and the real Docker. */
class SecretEnvironmentTest {

    private static final Confinement CONFINED = new Confinement("64m", 100, true, List.of());
    private static final List<String> SHOW = List.of("/bin/busybox", "cat", "/proc/self/environ");

    private record Ended(int status, String printed) {}

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static BusyboxImage image;

    private final String service = "t" + UUID.randomUUID().toString().substring(0, 8);
    private Path keys;
    private SecretCipher cipher;
    private HostAnnouncer announcer;

    @BeforeAll
    static void make_image() throws IOException {
        image = new BusyboxImage(shared);
    }

    @AfterAll
    static void remove_image() {
        image.close();
    }

    @BeforeEach
    void start_announcer() {
        keys = folder.resolve("secrets.key");
        cipher = SecretCipher.openOrCreate(keys);
        announcer = announcer();
    }

    @AfterEach
    void stop_announcer() {
        announcer.close();
    }

    /** Its etcd is away, which secrets do not need. */
    private HostAnnouncer announcer() {
        return AnnouncerProcess.start(environment(), "127.0.0.1", "http://127.0.0.1:1", Duration.ofSeconds(30));
    }

    private Map<String, String> environment() {
        return Map.of(
                "PAZ_ANNOUNCER_SOCKET", folder.resolve("announcer.sock").toString(),
                "PAZ_SECRETS_KEY_FILE", keys.toString(),
                "PAZ_PLATFORM", "paz-test");
    }

    @Test
    void every_hostile_value_is_in_the_containers_environment() throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        HostileValues.kept().values().forEach(value -> values.put("KEY_" + values.size(), value));
        HostileValues.long_().values().forEach(value -> values.put("KEY_" + values.size(), value));
        values.putAll(Map.of("x.y", "one line", "PATH", "/bin", "LINES", "a\n", "RETURN", "a\r", "END", "200"));
        values.putAll(Map.of("EMPTY", "", "NEWLINES", "\n\n"));
        Map<String, String> env = new LinkedHashMap<>(encrypted(values));
        env.put("PLAIN", "a\nb");

        Map<String, String> started = started(env);

        assertThat(started).containsAllEntriesOf(values).containsEntry("PLAIN", "a\nb");
    }

    @Test
    void no_value_stands_in_the_unit_or_in_a_process_list() throws Exception {
        String value = "planted-" + UUID.randomUUID();
        Map<String, String> env = encrypted(Map.of("ONE", value, "MANY", "a\n" + value + "x".repeat(9_000)));
        ContainerSpec spec = spec(env, List.of("/bin/busybox", "sleep", "60"));
        assertThat(unit(spec).text()).contains("paz-secret:").doesNotContain(value);
        Process docker = process(spec).inheritIO().start();
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            Command.run("docker", "inspect", "-f", "{{json .Config.Env}}", service + "-7-1"))
                    .contains("\"ONE=" + value, "\"MANY=a\\n" + value));
            assertThat(Command.run("sh", "-c", "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'"))
                    .contains("--name=" + service + "-7-1")
                    .doesNotContain(value);
        } finally {
            Command.run("docker", "rm", "-f", service + "-7-1");
            docker.waitFor();
        }
    }

    @Test
    void a_start_waits_for_the_announcer() throws Exception {
        announcer.close();
        Files.delete(folder.resolve("announcer.sock"));
        Process docker = process(spec(encrypted(Map.of("DB", "value")), SHOW)).start();
        byte[] waiting = docker.getInputStream().readNBytes("waiting for the announcer".length());
        assertThat(new String(waiting, StandardCharsets.UTF_8)).isEqualTo("waiting for the announcer");

        announcer = announcer();

        assertThat(new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("DB=value\0");
        assertThat(docker.waitFor()).isZero();
    }

    @Test
    void a_key_that_was_rotated_decrypts_what_it_encrypted_and_the_new_one_too() throws Exception {
        Map<String, String> env = new LinkedHashMap<>(encrypted(Map.of("OLD", "before")));
        Files.writeString(keys, "ffffffff " + "ab".repeat(32) + "\n", StandardOpenOption.APPEND);
        cipher.reload();
        env.putAll(encrypted(Map.of("NEW", "after")));

        assertThat(started(env)).containsEntry("OLD", "before").containsEntry("NEW", "after");
    }

    @Test
    void what_cannot_be_decrypted_or_delivered_is_not_started_and_says_why() throws Exception {
        String other = SecretVariable.encrypt(cipher, "other", "DB", "planted").text();
        refused(
                Map.of("DB", other),
                "variable DB cannot be decrypted: variable/" + service + "/DB: cannot be decrypted");
        refused(Map.of("DB", "paz-secret:0"), "damaged");
        refused(encrypted(Map.of("x.y", "planted\n")), "variable x.y is secret and has several lines");
        Map<String, String> env = encrypted(Map.of("DB", "planted"));
        Files.writeString(keys, "ffffffff " + "ab".repeat(32) + "\n");
        refused(env, "which /etc/paz/secrets.key does not have");
        Files.writeString(keys, "no keys\n");
        refused(env, "/etc/paz/secrets.key, line 1: damaged");
        Files.delete(keys);
        refused(env, keys + " cannot be read (expected: the keys of the cluster");
    }

    private void refused(Map<String, String> env, String reason) throws Exception {
        Ended ended = run(spec(env, SHOW));
        assertThat(ended.printed()).contains(reason).doesNotContain("planted").doesNotContain("PAZ_VERSION=");
        assertThat(ended.status()).isEqualTo(1);
    }

    /** A host that starts containers itself decrypts what it reads here. */
    @Test
    void a_host_that_knows_the_script_reads_the_encrypted_text() throws Exception {
        Map<String, String> env = encrypted(Map.of("DB", "value", "x.y", "value"));
        Systemd systemd = Systemd.debug(folder, unit(spec(env, SHOW)));
        List<String> words = RunCommand.parse(
                        systemd.started(systemd.commands("ExecStart").get(0)), systemd.environment())
                .orElseThrow();

        env.forEach((name, text) -> assertThat(words).contains("--env=" + name + "=" + text));
        assertThat(words).startsWith("/usr/bin/docker", "run").doesNotContain(HiddenVariables.FILE);
    }

    private Map<String, String> encrypted(Map<String, String> values) {
        Map<String, String> encrypted = new LinkedHashMap<>();
        values.forEach((name, value) -> encrypted.put(
                name, SecretVariable.encrypt(cipher, service, name, value).text()));
        return encrypted;
    }

    private ContainerSpec spec(Map<String, String> env, List<String> command) {
        return Releases.small(new ReleaseId(service, 7), image.name())
                .env(env)
                .user("0")
                .command(command)
                .confinement(CONFINED)
                .build();
    }

    private static UnitFile unit(ContainerSpec spec) {
        return new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"))
                .render(spec)
                .get(0);
    }

    /** As systemd starts it. */
    private ProcessBuilder process(ContainerSpec spec) throws Exception {
        Systemd systemd = Systemd.debug(folder, unit(spec));
        List<String> words =
                new ArrayList<>(systemd.started(systemd.commands("ExecStart").get(0)));
        ProcessBuilder start = new ProcessBuilder(words).redirectErrorStream(true);
        start.environment().putAll(systemd.environment());
        start.environment().putAll(environment());
        return start;
    }

    private Ended run(ContainerSpec spec) throws Exception {
        Process docker = process(spec).start();
        String printed = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(docker.waitFor(), printed);
    }

    private Map<String, String> started(Map<String, String> env) throws Exception {
        Ended ended = run(spec(env, SHOW));
        assertThat(ended.status()).as(ended.printed()).isZero();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String entry : ended.printed().split("\0")) {
            int equals = entry.indexOf('=');
            variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return variables;
    }
}
