package io.paz.scheduler.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.scheduler.deployment.release.HealthCheck;
import io.paz.scheduler.deployment.release.PortMapping;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import io.paz.scheduler.deployment.release.ServiceConfig;
import io.paz.scheduler.testing.BusyboxImage;
import io.paz.scheduler.testing.Command;
import io.paz.scheduler.testing.RealEtcd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidekick's command exactly as systemd reads it in the unit, with a real container and a real etcd. */
class AnnounceUnitTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String[] SERVE = {"/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"};

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static RealEtcd etcd;
    private static BusyboxImage image;
    private static String bridge;

    private final ReleaseId id =
            new ReleaseId("t" + UUID.randomUUID().toString().substring(0, 8), 1);
    private final String container = id.service() + "-1-1";
    private final String key = "/paz/services/" + id.service() + "/1/1";
    private Process sidekick;

    @BeforeAll
    static void start() throws IOException {
        etcd = new RealEtcd(shared.resolve("etcd"));
        image = new BusyboxImage(shared);
        bridge = BusyboxImage.bridgeAddress();
    }

    @AfterAll
    static void stop() {
        image.close();
        etcd.close();
    }

    @AfterEach
    void remove() {
        if (sidekick != null) {
            sidekick.destroyForcibly();
        }
        Command.run("docker", "rm", "-f", container);
    }

    @Test
    void follows_its_container_through_an_end_and_a_new_start() throws IOException {
        announce(null);
        runContainer(SERVE);
        awaitAnnounced();
        assertThat(said().lines()).allMatch(line -> line.matches("(container|announced|not announced:) .+"));

        Command.run("docker", "kill", container);
        await().atMost(SOON).until(() -> etcd.get(key).isEmpty());

        Command.run("docker", "rm", "-f", container);
        runContainer(SERVE);
        awaitAnnounced();
    }

    @Test
    void a_port_that_nothing_listens_on_is_not_announced() throws IOException {
        runContainer("/bin/busybox", "sleep", "1000");
        announce(null);
        assertNotAnnouncedFor(Duration.ofSeconds(3));
        String identity = Command.run(
                        "docker",
                        "inspect",
                        "-f",
                        "{{.Id}} of image {{.Image}} started at {{.State.StartedAt}}",
                        container)
                .strip();
        assertThat(said()).isEqualTo("container " + identity + "\nnot announced: nothing listens on port 80");
    }

    @Test
    void tells_which_port_is_open_instead() throws IOException {
        runContainer("/bin/busybox", "sh", "-c", "/bin/busybox httpd -p 81 -h /www; /bin/busybox sleep 1000");
        announce(null);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> said().endsWith("not announced: nothing listens on port 80; open are 81"));
    }

    @Test
    void tells_that_a_port_is_open_to_the_container_itself_only() throws IOException {
        runContainer("/bin/busybox", "httpd", "-f", "-p", "127.0.0.1:80", "-h", "/www");
        announce("/");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> said().endsWith("not announced: port 80 is open on the container's own 127.0.0.1 only"));
    }

    @Test
    void tells_that_nobody_answers() throws IOException {
        runContainer(SERVE);
        Command.run("docker", "pause", container);
        announce("/health");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> said().endsWith("not announced: no answer to GET /health on port 80 within 1 s"));
    }

    @Test
    void only_what_answers_its_health_path_is_announced_and_only_while_it_does() throws IOException {
        runContainer(SERVE);
        announce("/health?deep=[1]");
        assertNotAnnouncedFor(Duration.ofSeconds(2));
        assertThat(said()).endsWith("not announced: GET /health?deep=[1] on port 80 answers 404");

        Command.run("docker", "exec", container, "/bin/busybox", "touch", "/www/health");
        awaitAnnounced();

        Command.run("docker", "exec", container, "/bin/busybox", "rm", "/www/health");
        await().atMost(Duration.ofSeconds(10)).until(() -> etcd.get(key).isEmpty());

        Command.run("docker", "exec", container, "/bin/busybox", "touch", "/www/health");
        awaitAnnounced();
    }

    @Test
    void withdraws_at_once_when_it_is_stopped() throws Exception {
        runContainer(SERVE);
        announce(null);
        awaitAnnounced();

        sidekick.destroy();
        assertThat(sidekick.waitFor(4, TimeUnit.SECONDS)).isTrue();
        assertThat(sidekick.exitValue()).isZero();
        assertThat(etcd.get(key)).isEmpty();
    }

    @Test
    void a_killed_sidekick_leaves_nothing_beyond_its_lease() throws IOException {
        runContainer(SERVE);
        announce(null);
        awaitAnnounced();

        sidekick.destroyForcibly();
        long lease = Long.parseLong(etcd.ctl("get", key, "-w", "fields")
                .lines()
                .filter(line -> line.startsWith("\"Lease\""))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", ""));
        assertThat(etcd.ctl("lease", "timetolive", Long.toHexString(lease))).contains("granted with TTL(30s)");
    }

    @Test
    void announces_again_when_etcd_lost_its_lease() throws IOException {
        runContainer(SERVE);
        announce(null);
        awaitAnnounced();

        etcd.ctl("lease", "list").lines().skip(1).forEach(each -> etcd.ctl("lease", "revoke", each));
        assertThat(etcd.get(key)).isEmpty();
        await().atMost(Duration.ofSeconds(15)).until(() -> etcd.get(key).equals(published()));
    }

    @Test
    void a_container_that_ended_takes_its_own_key_away_but_not_that_of_another_host() throws IOException {
        etcd.ctl("put", key, "10.9.9.9:80");
        withdraw();
        assertThat(etcd.get(key)).isEqualTo("10.9.9.9:80");

        etcd.ctl("put", key, bridge + ":80");
        withdraw();
        assertThat(etcd.get(key)).isEmpty();
    }

    private void withdraw() throws IOException {
        Systemd systemd = Systemd.debug(folder, units(null).get(0));
        Command.run(hostEnvironment(), literal(systemd.commands("ExecStopPost").get(0)));
    }

    private void announce(String healthPath) throws IOException {
        Systemd systemd = Systemd.debug(folder, units(healthPath).get(1));
        ProcessBuilder builder =
                new ProcessBuilder(literal(systemd.commands("ExecStart").get(0)));
        builder.environment().putAll(hostEnvironment());
        sidekick = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("sidekick.log").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("sidekick.log")).strip();
    }

    private Map<String, String> hostEnvironment() {
        return Map.of("PAZ_HOST_IP", bridge, "PAZ_ETCD_ENDPOINTS", etcd.endpoint());
    }

    private List<UnitFile> units(String healthPath) {
        HealthCheck health = new HealthCheck(healthPath, 1, 1, 1, 2, null, null, null, null);
        ServiceConfig config = ServiceConfig.builder()
                .ports(List.of(new PortMapping(80, null)))
                .healthCheck(health)
                .build();
        return new UnitRenderer(new HostDefaults(bridge, etcd.endpoint()))
                .render(new Release(id, null, image.name(), false, config));
    }

    private void runContainer(String... command) {
        List<String> line = new ArrayList<>(
                List.of("docker", "run", "-d", "--name", container, "-p", bridge + "::80", image.name()));
        line.addAll(List.of(command));
        Command.run(Map.of(), line);
    }

    private String published() {
        return Command.run("docker", "port", container, "80/tcp");
    }

    private void awaitAnnounced() {
        await().atMost(SOON).until(() -> !etcd.get(key).isEmpty());
        assertThat(etcd.get(key)).isEqualTo(published()).startsWith(bridge + ":");
    }

    private void assertNotAnnouncedFor(Duration time) {
        await().during(time).atMost(time.plusSeconds(2)).until(() -> etcd.get(key)
                .isEmpty());
    }

    private static List<String> literal(List<String> words) {
        return words.stream().map(word -> word.replace("$$", "$")).toList();
    }
}
