package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.ContainerSpecBuilder;
import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application in a container can do, with the commands that systemd reads in a unit and the real Docker. */
class ConfinementTest {

    private static final Confinement CONFINED = new Confinement("64m", 100, true, List.of("CHOWN", "SETUID"));
    private static final List<String> SHOW =
            List.of("/bin/busybox", "grep", "-E", "^(CapEff|CapBnd|NoNewPrivs)", "/proc/self/status");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static BusyboxImage image;

    private final String service = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final UnitRenderer renderer =
            new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"));

    @BeforeAll
    static void make_image() throws IOException {
        image = new BusyboxImage(shared);
    }

    @AfterAll
    static void remove_image() {
        image.close();
    }

    @Test
    void a_container_has_only_the_given_capabilities_and_gains_none() throws Exception {
        assertThat(start(builder().command(SHOW).confinement(CONFINED).build()).lines())
                .containsExactly("CapEff:\t0000000000000081", "CapBnd:\t0000000000000081", "NoNewPrivs:\t1");
    }

    @Test
    void a_version_of_before_runs_as_it_did() throws Exception {
        assertThat(start(builder().command(SHOW).build()))
                .contains("CapEff:\t00000000a80425fb")
                .contains("NoNewPrivs:\t0");
    }

    @Test
    void a_container_has_at_most_the_given_processes() throws Exception {
        String forks = "i=0; while [ $i -lt 150 ]; do /bin/busybox sleep 5 & i=$((i+1)); done; echo all started";
        List<String> command = List.of("/bin/busybox", "timeout", "-s", "KILL", "3", "/bin/sh", "-c", forks);

        assertThat(start(builder().command(command).confinement(CONFINED).build()))
                .contains("can't fork")
                .doesNotContain("all started");
        assertThat(start(builder().command(command).build())).contains("all started");
    }

    @Test
    void no_link_that_a_container_planted_leads_a_volume_elsewhere() throws Exception {
        Path parent = Files.createDirectory(folder.toRealPath().resolve("allowed"));
        Path secret = Files.createDirectory(folder.toRealPath().resolve("secret"));
        Files.writeString(secret.resolve("key"), "of the host");
        Command.run(
                "docker",
                "run",
                "--rm",
                "-v",
                parent + ":/v",
                image.name(),
                "/bin/busybox",
                "ln",
                "-s",
                secret.toString(),
                "/v/data");
        ContainerSpecBuilder spec = builder()
                .volumes(Map.of(parent.resolve("data").toString(), "/data"))
                .command(List.of("/bin/busybox", "cat", "/data/key"));

        assertThat(start(spec.confinement(CONFINED).build()))
                .startsWith("volume " + parent + "/data: a symbolic link leads to " + secret)
                .doesNotContain("of the host");
        assertThat(start(spec.confinement(null).build())).isEqualTo("of the host");
    }

    @Test
    void a_link_within_a_path_is_refused_and_a_missing_folder_is_not() throws Exception {
        Path parent = Files.createDirectory(folder.toRealPath().resolve("allowed"));
        Files.createSymbolicLink(parent.resolve("link"), Path.of("/etc"));

        assertThat(check(parent + "/link/ssl", "")).contains("a symbolic link leads to /etc/ssl");
        assertThat(check(parent + "/new/folder", "")).isEmpty();
        assertThat(check(parent + "/a b;$(id)%i", "")).isEmpty();
    }

    @Test
    void links_above_the_allowed_folders_are_the_operators_own() throws Exception {
        Path disk = Files.createDirectory(folder.toRealPath().resolve("disk"));
        Path allowed = Files.createSymbolicLink(folder.toRealPath().resolve("allowed"), disk);
        Files.createSymbolicLink(disk.resolve("link"), Path.of("/etc"));

        assertThat(check(allowed + "/data", "/srv/other," + allowed)).isEmpty();
        assertThat(check(allowed + "/data", "/srv/other")).contains("a symbolic link leads to " + disk + "/data");
        assertThat(check(allowed + "/link", "/srv/other," + allowed)).contains("a symbolic link leads to /etc");
        assertThat(check(allowed + "/link/ssl", allowed + "/link," + allowed))
                .contains("a symbolic link leads to /etc/ssl");
    }

    private ContainerSpecBuilder builder() {
        return ContainerSpec.builder(new ReleaseId(service, 1), image.name());
    }

    private String check(String volume, String allowed) throws IOException {
        Systemd unit = unit(
                builder().volumes(Map.of(volume, "/x")).confinement(CONFINED).build());
        return Command.run(
                        Map.of("PAZ_VOLUME_PATHS", allowed),
                        unit.started(unit.commands("ExecStartPre").get(0)))
                .strip();
    }

    /** What the check of its volumes refuses, else what the container prints. */
    private String start(ContainerSpec spec) throws IOException {
        Systemd unit = unit(spec);
        for (List<String> check : unit.commands("ExecStartPre")) {
            String refusal = Command.run(Map.of(), unit.started(check)).strip();
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        return Command.run(Map.of(), unit.started(unit.commands("ExecStart").get(0)))
                .strip();
    }

    private Systemd unit(ContainerSpec spec) throws IOException {
        return Systemd.debug(folder, renderer.render(spec).get(0));
    }
}
