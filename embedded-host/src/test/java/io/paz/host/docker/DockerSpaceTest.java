package io.paz.host.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.space.HostSpace.EndedContainer;
import io.paz.host.space.HostSpace.PulledImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed from a real engine, with images of a real registry. */
class DockerSpaceTest {

    private static final Clock LATER = Clock.offset(Clock.systemUTC(), DockerSpace.GRACE.plusMinutes(1));

    @TempDir
    private Path folder;

    private final String name = "space-" + UUID.randomUUID().toString().substring(0, 8);
    private final String owner = "platform-" + name;
    private String registry;
    private Process process;
    private DockerSpace space;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            registry = "127.0.0.1:" + free.getLocalPort();
        }
        Path config = Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: %s}
                """.formatted(folder.resolve("data"), registry));
        process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        awaitRegistry();
        space = new DockerSpace(owner, folder, LATER);
    }

    private void awaitRegistry() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!answers()) {
            assertThat(System.nanoTime()).as("the registry answers in time").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(registry.substring(registry.indexOf(':') + 1)))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void stop() throws IOException {
        process.destroyForcibly();
        space.close();
        docker("ps -aq --filter name=" + name + " | xargs -r docker rm -f");
        docker("images -a --digests --format '{{.Repository}} {{.ID}}' | grep -F '" + name
                + "' | cut -d ' ' -f 2 | sort -u | xargs -r docker rmi -f");
    }

    private static String docker(String arguments) throws IOException {
        Process docker = new ProcessBuilder("bash", "-c", "docker " + arguments)
                .redirectErrorStream(true)
                .start();
        return new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** An image that the registry has and the engine has not, with its digest. */
    private String pushed(String tag) throws IOException {
        String image = registry + "/" + name + ":" + tag;
        docker("import -c 'CMD [\"/busybox\", \"true\"]' -c 'ENV MARK=" + tag + "' - " + image
                + " < <(tar -C /bin -c busybox)");
        docker("push --quiet " + image);
        String digest = docker("inspect -f '{{index .RepoDigests 0}}' " + image);
        docker("rmi -f " + image);
        assertThat(digest).contains("@sha256:");
        return image + digest.substring(digest.indexOf('@'));
    }

    private String pulledByPaz(String tag) throws IOException {
        String reference = pushed(tag);
        space.expectPull(reference);
        docker("pull --quiet " + reference);
        return reference;
    }

    private List<String> references() throws IOException {
        return space.images().stream().map(PulledImage::reference).toList();
    }

    private String neededBy(String reference) throws IOException {
        return space.images().stream()
                .filter(each -> each.reference().equals(reference))
                .findFirst()
                .map(PulledImage::neededBy)
                .orElse(null);
    }

    @Test
    void an_image_that_paz_pulled_goes_and_is_forgotten() throws IOException {
        String image = pulledByPaz("1");
        assertThat(references()).containsExactly(image);
        assertThat(space.removeImage(image)).isEmpty();
        assertThat(docker("inspect " + ImageNeeds.digest(image))).contains("No such");
        assertThat(references()).isEmpty();
        assertThat(Files.readString(folder.resolve("pulled-images"))).isEmpty();
    }

    @Test
    void what_paz_pulled_is_known_after_a_restart_too() throws IOException {
        String image = pulledByPaz("1");
        try (DockerSpace restarted = new DockerSpace(owner, folder, LATER)) {
            assertThat(restarted.removeImage(image)).isEmpty();
        }
        assertThat(docker("inspect " + ImageNeeds.digest(image))).contains("No such");
    }

    @Test
    void an_image_that_somebody_pulled_before_is_none_of_pazs() throws IOException {
        String image = pushed("1");
        docker("pull --quiet " + image);
        space.expectPull(image);
        assertThat(references()).isEmpty();
        assertThat(space.removeImage(image)).contains("Paz did not pull it");
        assertThat(docker("inspect -f here " + ImageNeeds.digest(image))).isEqualTo("here");
    }

    @Test
    void a_tag_that_somebody_gave_it_keeps_it() throws IOException {
        String image = pulledByPaz("1");
        docker("tag " + ImageNeeds.digest(image) + " " + name + ":mine");
        assertThat(neededBy(image)).isEqualTo("tag " + name + ":mine");
        assertThat(space.removeImage(image)).contains("tag " + name + ":mine");
        docker("rmi " + name + ":mine");
        assertThat(neededBy(image)).isNull();
    }

    @Test
    void a_container_of_anybody_keeps_it_running_or_not() throws IOException {
        String image = pulledByPaz("1");
        docker("create --name " + name + "-theirs --label io.paz.unit=none " + ImageNeeds.digest(image));
        assertThat(space.removeImage(image)).contains("container " + name + "-theirs");
        assertThat(docker("inspect -f here " + ImageNeeds.digest(image))).isEqualTo("here");
    }

    @Test
    void an_image_that_was_built_on_it_keeps_it() throws IOException {
        String image = pulledByPaz("1");
        docker("rm $(docker commit $(docker create --name " + name + "-base " + ImageNeeds.digest(image) + ") " + name
                + ":child) 2>/dev/null; docker rm " + name + "-base");
        assertThat(space.removeImage(image)).contains("an image that was built on it");
    }

    @Test
    void only_containers_of_this_platform_that_ended_long_ago_go() throws IOException {
        String image = ImageNeeds.digest(pulledByPaz("1"));
        String own = docker("create --name " + name + "-own --label io.paz.unit=" + owner
                + "/web-1-1.service --label io.paz.remove=yes " + image);
        String other = docker("create --name " + name + "-other --label io.paz.unit=other/web-1-1.service"
                + " --label io.paz.remove=yes " + image);
        String kept = docker("create --name " + name + "-kept --label io.paz.unit=" + owner + "/job.service " + image);
        docker("start -a " + own + " && docker start -a " + other + " && docker start -a " + kept);
        assertThat(space.containers()).extracting(EndedContainer::name).containsExactly(name + "-own");
        assertThat(space.removeContainer(other)).isPresent();
        assertThat(space.removeContainer(kept)).isPresent();
        assertThat(space.removeContainer(own)).isEmpty();
        assertThat(space.containers()).isEmpty();
        assertThat(docker("ps -aq --no-trunc --filter name=" + name).lines()).containsExactlyInAnyOrder(other, kept);
    }

    @Test
    void a_container_that_has_just_ended_or_never_started_stays() throws IOException {
        String image = ImageNeeds.digest(pulledByPaz("1"));
        String labels = " --label io.paz.unit=" + owner + "/web-1-1.service --label io.paz.remove=yes " + image;
        String created = docker("create --name " + name + "-created" + labels);
        docker("run --name " + name + "-ended" + labels);
        try (DockerSpace now = new DockerSpace(owner, folder, Clock.systemUTC())) {
            assertThat(now.containers()).isEmpty();
        }
        assertThat(space.containers()).extracting(EndedContainer::name).containsExactly(name + "-ended");
        assertThat(space.removeContainer(created)).isPresent();
    }
}
