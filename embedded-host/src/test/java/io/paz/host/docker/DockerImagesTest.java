package io.paz.host.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What platforms on one engine do to each other's images, on the real engine. */
class DockerImagesTest {

    /** The same path on two machines that share an engine. */
    private static final Path DATA = Path.of("/root/.paz/data/host");

    private final String service = "images-" + UUID.randomUUID().toString().substring(0, 8);
    private final DockerConnection docker = new DockerConnection();

    @AfterEach
    void close() throws IOException {
        docker.close();
    }

    /** The id of an empty image of its own, whose only name is {@code <service>:made}. */
    private String image() throws IOException {
        Process docker = new ProcessBuilder("docker", "import", "-", service + ":made").start();
        try (OutputStream archive = docker.getOutputStream()) {
            archive.write(new byte[10240]);
        }
        return new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static DockerImages platform(@Nullable String id) {
        return DockerImages.of(id, DATA);
    }

    @Test
    void an_image_that_one_platform_needs_no_longer_stays_for_the_other() throws IOException {
        try (DockerImages one = platform("a".repeat(32));
                DockerImages other = platform("b".repeat(32))) {
            String id = image();
            one.protect(service, List.of(id));
            other.protect(service, List.of(id));
            docker.client().removeImageCmd(service + ":made").exec();

            one.protect(service, List.of());
            assertThat(other.find(id)).isPresent();
            other.protect(service, List.of());
            assertThat(other.find(id)).isEmpty();
        }
    }

    @Test
    void a_host_without_a_platforms_id_is_known_by_its_folder() throws IOException {
        try (DockerImages one = platform(null);
                DockerImages other = platform("")) {
            String id = image();
            one.protect(service, List.of(id));
            docker.client().removeImageCmd(service + ":made").exec();
            other.protect(service, List.of());
            assertThat(other.find(id)).isEmpty();
        }
    }
}
