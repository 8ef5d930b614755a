package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
import io.paz.testing.RealEtcd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The sidekick's command exactly as systemd reads it in the unit, with a real container and a real etcd. Its tests wait, beside each other. */
@Execution(ExecutionMode.CONCURRENT)
class AnnounceUnitTest {

    private static final String[] SERVE = SidekickUnderTest.SERVE;
    private static final String[] SLEEP = {"/bin/busybox", "sleep", "1000"};

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static RealEtcd etcd;
    private static BusyboxImage image;
    private static String bridge;

    private SidekickUnderTest sidekick;

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

    @BeforeEach
    void prepare() {
        sidekick = new SidekickUnderTest(folder, etcd, image.name(), bridge);
    }

    @AfterEach
    void remove() {
        sidekick.close();
    }

    @Test
    void follows_its_container_through_an_end_and_a_new_start() throws IOException {
        sidekick.announce(null);
        sidekick.runContainer(SERVE);
        sidekick.awaitAnnounced();
        assertThat(sidekick.said().lines()).allMatch(line -> line.matches("(container|announced|not announced:) .+"));
        assertThat(sidekick.leaseTime()).isEqualTo("30s");

        Command.run("docker", "kill", sidekick.container());
        await().atMost(Duration.ofSeconds(5)).until(() -> sidekick.announced().isEmpty());

        Command.run("docker", "rm", "-f", sidekick.container());
        sidekick.runContainer(SERVE);
        sidekick.awaitAnnounced();
    }

    @Test
    void a_port_that_nothing_listens_on_is_not_announced() throws IOException {
        sidekick.runContainer(SLEEP);
        sidekick.announce(null);
        sidekick.awaitSaid("not announced: nothing listens on port 80");
        sidekick.assertNotAnnouncedFor(Duration.ofSeconds(3));
        String identity = Command.run(
                        "docker",
                        "inspect",
                        "-f",
                        "{{.Id}} of image {{.Image}} started at {{.State.StartedAt}}",
                        sidekick.container())
                .strip();
        assertThat(sidekick.said()).isEqualTo("container " + identity + "\nnot announced: nothing listens on port 80");
    }

    @Test
    void tells_which_port_is_open_instead() throws IOException {
        sidekick.runContainer("/bin/busybox", "sh", "-c", "/bin/busybox httpd -p 81 -h /www; /bin/busybox sleep 1000");
        sidekick.announce(null);
        sidekick.awaitSaid("not announced: nothing listens on port 80; open are 81");
    }

    @Test
    void tells_that_a_port_is_open_to_the_container_itself_only() throws IOException {
        sidekick.runContainer("/bin/busybox", "httpd", "-f", "-p", "127.0.0.1:80", "-h", "/www");
        sidekick.announce("/");
        sidekick.awaitSaid("not announced: port 80 is open on the container's own 127.0.0.1 only");
    }

    @Test
    void loopback_of_either_family_does_not_count_as_listening() throws IOException {
        sidekick.runContainer(SLEEP);
        sidekick.announce(null);
        String[] loopbacks = {"127.0.0.1:80", "127.9.9.9:80", "[::ffff:127.0.0.1]:80", "[::1]:80"};
        for (String loopback : loopbacks) {
            sidekick.exec("httpd", "-p", loopback, "-h", "/www");
        }
        sidekick.awaitSaid("not announced: port 80 is open on the container's own 127.0.0.1 only");
        sidekick.assertNotAnnouncedFor(Duration.ofSeconds(2));
    }

    @Test
    void says_what_is_true_now_when_a_program_opens_its_port_late() throws IOException {
        sidekick.runContainer(SLEEP);
        sidekick.announce("/");
        sidekick.awaitSaid("not announced: nothing listens on port 80");
        sidekick.exec("httpd", "-p", "81", "-h", "/www");
        sidekick.awaitSaid("not announced: nothing listens on port 80; open are 81");
        sidekick.exec("httpd", "-p", "127.0.0.1:80", "-h", "/www");
        sidekick.awaitSaid("not announced: port 80 is open on the container's own 127.0.0.1 only");
    }

    @Test
    void a_program_without_a_health_path_is_never_connected_to() throws IOException {
        sidekick.runContainer("/bin/busybox", "nc", "-ll", "-p", "80", "-e", "/bin/busybox", "touch", "/www/connected");
        sidekick.announce(null);
        sidekick.awaitAnnounced();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        assertThat(Command.run("docker", "exec", sidekick.container(), "/bin/busybox", "ls", "/www"))
                .isEmpty();
    }

    @Test
    void tells_that_nobody_answers() throws IOException {
        sidekick.runContainer(SERVE);
        Command.run("docker", "pause", sidekick.container());
        sidekick.announce("/health");
        sidekick.awaitSaid("not announced: no answer to GET /health on port 80 within 1 s");
    }

    @Test
    void only_what_answers_its_health_path_is_announced_and_only_while_it_does() throws IOException {
        sidekick.runContainer(SERVE);
        sidekick.announce("/health?deep=[1]");
        sidekick.awaitSaid("not announced: GET /health?deep=[1] on port 80 answers 404");
        sidekick.assertNotAnnouncedFor(Duration.ofSeconds(2));

        sidekick.exec("touch", "/www/health");
        sidekick.awaitAnnounced();

        sidekick.exec("rm", "/www/health");
        await().atMost(SidekickUnderTest.BEFORE_LEASE_ENDS)
                .until(() -> sidekick.announced().isEmpty());

        sidekick.exec("touch", "/www/health");
        sidekick.awaitAnnounced();
    }

    @Test
    void the_images_own_health_check_decides_where_the_service_has_none() throws IOException {
        String checked = image.name() + "-checked";
        Command.run(
                "sh",
                "-c",
                "printf 'FROM " + image.name() + "\\nHEALTHCHECK --interval=1s --timeout=1s --retries=1"
                        + " CMD [\"/bin/busybox\", \"test\", \"-e\", \"/www/well\"]\\n'"
                        + " | DOCKER_BUILDKIT=0 docker build -q -t " + checked + " -");
        try {
            sidekick.runContainer(List.of("--label", "io.paz.platform=" + SidekickUnderTest.PLATFORM), checked, SERVE);
            sidekick.announce(null);
            sidekick.awaitSaid("not announced: the image's HEALTHCHECK reports unhealthy");
            sidekick.exec("touch", "/www/well");
            sidekick.awaitAnnounced();
            sidekick.exec("rm", "/www/well");
            await().atMost(SidekickUnderTest.BEFORE_LEASE_ENDS)
                    .until(() -> sidekick.announced().isEmpty());
        } finally {
            sidekick.close();
            Command.run("docker", "rmi", "-f", checked);
        }
    }

    @Test
    void a_container_of_another_platform_is_not_announced() throws IOException {
        sidekick.runContainer(List.of("--label", "io.paz.platform=other"), image.name(), SERVE);
        sidekick.announce(null);
        sidekick.awaitSaid(" is not of this platform");
        sidekick.assertNotAnnouncedFor(Duration.ofSeconds(2));
        assertThat(sidekick.said())
                .isEqualTo("not announced: container " + sidekick.container() + " is not of this platform");
    }

    @Test
    void a_container_of_another_platform_is_neither_drained_nor_stopped_nor_removed() throws IOException {
        sidekick.runContainer(List.of(), image.name(), SERVE);
        assertThat(sidekick.run("ExecStop", 0)).isEmpty();
        assertThat(sidekick.run("ExecStop", 1)).isEmpty();
        assertThat(sidekick.run("ExecStopPost", 1)).isEmpty();
        assertThat(running()).isEqualTo(sidekick.container());

        Command.run("docker", "rm", "-f", sidekick.container());
        sidekick.runContainer("/bin/busybox", "sh", "-c", "trap exit TERM; while :; do /bin/busybox sleep 0.1; done");
        assertThat(sidekick.run("ExecStop", 1)).isEmpty();
        assertThat(running()).isEmpty();
        sidekick.run("ExecStopPost", 1);
        assertThat(Command.run("docker", "ps", "-aq", "--filter", "name=" + sidekick.container()))
                .isEmpty();
    }

    private String running() {
        return Command.run("docker", "ps", "--format", "{{.Names}}", "--filter", "name=" + sidekick.container());
    }

    @Test
    void withdraws_at_once_when_it_is_stopped() throws Exception {
        sidekick.runContainer(SERVE);
        sidekick.announce(null);
        sidekick.awaitAnnounced();

        sidekick.process().destroy();
        assertThat(sidekick.process().waitFor(SidekickUnderTest.BEFORE_LEASE_ENDS.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(sidekick.process().exitValue()).isZero();
        assertThat(sidekick.announced()).isEmpty();
    }

    @Test
    void a_killed_sidekick_that_does_not_return_is_withdrawn() throws IOException {
        sidekick.runContainer(SERVE);
        sidekick.announce(null);
        sidekick.awaitAnnounced();

        sidekick.kill();
        await().atMost(SidekickUnderTest.BEFORE_LEASE_ENDS)
                .until(() -> sidekick.announced().isEmpty());
    }

    @Test
    void says_that_curl_is_not_there() throws IOException {
        Path tools = folder.resolve("tools");
        Command.run(
                "sh",
                "-c",
                "mkdir " + tools + " && for tool in sh sleep; do ln -s $(command -v $tool) " + tools + "/$tool; done");
        sidekick.with("PATH", tools.toString()).announce(null);
        sidekick.awaitSaid("not announced: curl cannot be run (PATH is " + tools + ")");
    }

    @Test
    void says_that_etcd_cannot_be_reached() throws IOException {
        sidekick.runContainer(SERVE);
        sidekick.with("PAZ_ETCD_ENDPOINTS", "http://127.0.0.1:9").announce(null);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sidekick.said().contains("\nnot announced: etcd at [http://127.0.0.1:9] could not "));
    }

    @Test
    void a_container_that_ended_takes_its_own_key_away_but_not_that_of_another_host() throws IOException {
        etcd.ctl("put", sidekick.key(), "10.9.9.9:80");
        sidekick.run("ExecStopPost", 0);
        assertThat(sidekick.announced()).isEqualTo("10.9.9.9:80");

        etcd.ctl("put", sidekick.key(), bridge + ":80");
        assertThat(sidekick.run("ExecStopPost", 0)).isEmpty();
        assertThat(sidekick.announced()).isEmpty();
    }
}
