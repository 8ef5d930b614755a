package io.paz.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.paz.test.image.ServiceCall.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** The services' images, built on a base of this machine's own Java. */
final class ServiceImageTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "0a1b2c3d " + "5e".repeat(32);
    private static final int READ_BY_ALL = 0444;
    private static final int STOP_SECONDS = 20;
    /** 128 and the number of SIGTERM: the JVM ran its shutdown hooks; 137 would mean that it was killed. */
    private static final long ENDED_BY_SIGTERM = 143;

    private static final LocalImages images = new LocalImages();
    private static final String base = images.tag("java");

    @BeforeAll
    static void makeBase() {
        images.base("java.sh", base);
    }

    @AfterAll
    static void removeImages() {
        images.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"service-directory, 9001, /services, {\"doc\":[]}", "scheduler, 9002, /journal, {\"doc\":[]}"})
    void an_image_starts_alone_and_ends_when_it_is_told(String service, int port, String path, String empty)
            throws Exception {
        String image = images.build(service, Map.of("BASE", base));
        try (GenericContainer<?> container = new GenericContainer<>(image)) {
            container
                    .withExposedPorts(port)
                    .withCopyToContainer(Transferable.of(TOKEN, READ_BY_ALL), "/run/secrets/paz-token")
                    .withCopyToContainer(Transferable.of(KEY, READ_BY_ALL), "/run/secrets/paz-secrets-key")
                    .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofSeconds(90)))
                    .start();
            ServiceCall call = new ServiceCall(container.getHost(), container.getMappedPort(port));

            assertThat(container.execInContainer("id", "-u").getStdout().strip())
                    .as("user")
                    .isEqualTo("10001");
            assertThat(call.isHealthy()).as("healthy").isTrue();
            assertThat(call.get(path, null).status()).as("without a token").isEqualTo(401);
            assertThat(call.get(path, TOKEN)).isEqualTo(new Answer(200, empty));

            assertThat(exitCodeOfStopped(container)).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    private static Long exitCodeOfStopped(GenericContainer<?> container) {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        ContainerState state = container
                .getDockerClient()
                .inspectContainerCmd(container.getContainerId())
                .exec()
                .getState();
        return state.getExitCodeLong();
    }
}
