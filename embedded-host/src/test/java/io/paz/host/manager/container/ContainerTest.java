package io.paz.host.manager.container;

import io.paz.host.docker.DockerContainers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host on a real engine, and a container's name of its own. */
@Timeout(180)
abstract class ContainerTest {
    @TempDir
    private static Path images;

    static String image = "";

    @TempDir
    Path folder;

    final String name = "paz-test-" + UUID.randomUUID().toString().substring(0, 8);
    final DockerContainers engine = new DockerContainers();
    ContainerHost host;

    @BeforeAll
    static void makeImage() throws IOException, InterruptedException {
        image = Docker.busyboxImage(images);
    }

    @AfterAll
    static void removeImage() {
        Docker.run("rmi", "-f", image);
    }

    @BeforeEach
    void start() throws IOException {
        host = new ContainerHost(folder, engine);
    }

    @AfterEach
    void stop() throws IOException {
        try (engine) {
            ContainerHost.end(host);
        } finally {
            Docker.run("rm", "-f", name);
        }
    }

    /** A unit whose container runs a shell script. */
    String run(String script, String... options) {
        return "KillSignal=SIGKILL\nExecStart=/usr/bin/docker run --rm --log-driver=json-file --log-opt=max-size=10m --log-opt=max-file=2"
                + " --name=" + name + " --stop-timeout=5 " + String.join(" ", options) + " -- " + image
                + " sh -c \"" + script.replace("$", "$$") + "\"";
    }

    String container(String format) {
        return Docker.output("inspect", "-f", format, name);
    }

    void awaitRunning() {
        host.await(() -> container("{{.State.Running}}").equals("true"), () -> name + " to run");
    }

    /** Clients that the host started: their only child is a container's line. */
    List<String> clients() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("docker") && line.contains(name) && !line.contains("containerd"))
                .toList();
    }

    void killHost() throws IOException {
        host.close();
        host = new ContainerHost(folder, engine);
    }

    void killHostFor(Runnable meanwhile) throws IOException {
        host.close();
        meanwhile.run();
        host = new ContainerHost(folder, engine);
    }
}
