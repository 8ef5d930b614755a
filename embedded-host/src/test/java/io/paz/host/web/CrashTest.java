package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kills the whole host as {@code kill -9} does, and starts it again on what it left. */
@Timeout(180)
class CrashTest {
    @TempDir
    private Path folder;

    private Process jvm;
    private TestHost host;

    @AfterEach
    void stop() throws IOException {
        if (jvm != null) {
            jvm.destroyForcibly();
        }
        TestHost.end(host);
    }

    private TestHost startInItsOwnProcess() throws IOException {
        Path log = folder.resolve("host.log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.paz.host.config.HostApplication",
                "--insecure"));
        command.addAll(TestHost.arguments(folder));
        jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TestHost.await(() -> TestHost.portIn(log) > 0, () -> "the host to listen: " + TestHost.read(log));
        return TestHost.at(TestHost.portIn(log));
    }

    private void kill() throws InterruptedException {
        jvm.destroyForcibly();
        assertThat(jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitState(TestHost in, String unit, String state) {
        TestHost.await(
                () -> state(in, unit).equals(state), () -> unit + " to be " + state + ", not " + state(in, unit));
    }

    private static String state(TestHost in, String unit) {
        try {
            JsonNode state = in.get("/fleet/v1/state?unitName=" + unit).at("/states/0");
            return state.path("systemdActiveState").asString("") + "/"
                    + state.path("systemdSubState").asString("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void launch(TestHost in, String unit, Map<String, String> service) throws IOException {
        List<String> options = new ArrayList<>();
        service.forEach((name, value) -> options.add("{\"section\":\"Service\",\"name\":\"%s\",\"value\":\"%s\"}"
                .formatted(name, value.replace("\\", "\\\\").replace("\"", "\\\""))));
        assertThat(in.put(unit, "{\"desiredState\":\"launched\",\"options\":[" + String.join(",", options) + "]}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void findsRunningUnitsAgainAndStartsNothingTwice() throws IOException, InterruptedException {
        TestHost before = startInItsOwnProcess();
        Path starts = folder.resolve("starts");
        launch(
                before,
                "stays.service",
                Map.of(
                        "ExecStart",
                        "/bin/sh -c 'echo $$$$ >>" + starts
                                + "; n=0; while :; do n=$((n+1)); echo line $$n; sleep 0.02; done'"));
        launch(
                before,
                "fails.service",
                Map.of("ExecStart", "/bin/sh -c 'while [ ! -e " + folder + "/go ]; do sleep 0.05; done; exit 7'"));
        launch(
                before,
                "again.service",
                Map.of(
                        "ExecStart",
                        "/bin/sh -c 'echo $$$$ >>" + folder + "/again; while [ ! -e " + folder
                                + "/go ]; do sleep 0.05; done; [ -e " + folder + "/went ] && exec sleep 300; touch "
                                + folder + "/went'",
                        "Restart",
                        "always"));
        awaitState(before, "stays.service", "active/running");
        awaitState(before, "again.service", "active/running");
        awaitState(before, "fails.service", "active/running");
        TestHost.await(
                () -> TestHost.read(starts).length() > 1
                        && TestHost.read(folder.resolve("again")).length() > 1,
                () -> "the starts");
        long pid = Long.parseLong(TestHost.read(starts).strip());

        kill();
        Files.createFile(folder.resolve("go"));
        TestHost.await(() -> Files.exists(folder.resolve("went")), () -> "the unit to end without a host");
        assertThat(ProcessHandle.of(pid)).isPresent();

        host = TestHost.start(folder, "--insecure");
        awaitState(host, "stays.service", "active/running");
        awaitState(host, "fails.service", "failed/failed");
        awaitState(host, "again.service", "active/running");
        TestHost.await(
                () -> TestHost.read(folder.resolve("again")).lines().count() == 2,
                () -> "one restart: " + TestHost.read(folder.resolve("again")));
        assertThat(TestHost.read(starts).strip()).isEqualTo(String.valueOf(pid));
        assertThat(host.send("GET", "/entries?UNIT=fails.service", null, null).body())
                .contains("Main process exited, code=exited, status=7");
        String printed = host.send("GET", "/entries?_SYSTEMD_UNIT=stays.service", null, null)
                .body();
        List<String> lines =
                printed.lines().map(line -> line.replaceFirst(".*: line ", "")).toList();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo(String.valueOf(i + 1));
        }
        assertThat(lines).hasSizeGreaterThan(10);
    }

    @Test
    void keepsEveryAnsweredUnit() throws IOException, InterruptedException {
        TestHost before = startInItsOwnProcess();
        for (int i = 0; i < 20; i++) {
            launch(before, "u" + i + ".service", Map.of("ExecStart", "/bin/sleep 300"));
        }
        kill();
        host = TestHost.start(folder, "--insecure");
        for (int i = 0; i < 20; i++) {
            awaitState(host, "u" + i + ".service", "active/running");
        }
    }

    @Test
    void keepsAContainer() throws IOException, InterruptedException {
        String image = busyboxImage();
        String container = "paz-host-test-" + UUID.randomUUID();
        try {
            TestHost before = startInItsOwnProcess();
            launch(
                    before,
                    "c.service",
                    Map.of(
                            "ExecStart",
                                    "docker run --rm --name " + container + " " + image + " /bin/busybox sleep 300",
                            "ExecStop", "docker stop -t 0 " + container));
            TestHost.await(
                    () -> docker("inspect", "-f", "{{.State.Pid}}", container).matches("[1-9]\\d*"),
                    () -> "the container");
            String pid = docker("inspect", "-f", "{{.Id}} {{.State.Pid}}", container);
            kill();
            host = TestHost.start(folder, "--insecure");
            awaitState(host, "c.service", "active/running");
            assertThat(docker("inspect", "-f", "{{.Id}} {{.State.Pid}}", container))
                    .isEqualTo(pid);
            host.destroyAll();
            assertThat(docker("ps", "-aq", "--filter", "name=" + container)).isEmpty();
        } finally {
            docker("rm", "-f", container);
            docker("rmi", image);
        }
    }

    /** Made on the spot of the machine's own busybox, so that no registry is needed. */
    private String busyboxImage() throws IOException {
        Path root = Files.createDirectories(folder.resolve("image/bin"));
        Files.copy(Path.of("/bin/busybox"), root.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        Path archive = folder.resolve("image.tar");
        run("tar", "-C", root.getParent().toString(), "-cf", archive.toString(), ".");
        String image = "paz-test/host:" + UUID.randomUUID();
        assertThat(docker("import", archive.toString(), image)).startsWith("sha256:");
        return image;
    }

    private String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes()).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
