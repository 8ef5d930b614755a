package io.paz.host.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerHostConfig;
import io.paz.host.stats.ContainerIdentity;
import io.paz.host.stats.ContainerNames;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The containers by the Docker engine that {@code DOCKER_HOST} names, or the one of {@code /var/run/docker.sock}. */
public final class DockerContainerNames implements ContainerNames, AutoCloseable {
    private static final String PLATFORM = "io.paz.platform";

    private final @Nullable String platform;
    private final DockerConnection docker = new DockerConnection();

    /** @param platform containers that carry the id of another one are left out; null leaves out none */
    public DockerContainerNames(@Nullable String platform) {
        this.platform = platform;
    }

    @Override
    public synchronized List<ContainerIdentity> all() throws IOException {
        try {
            return docker.client().listContainersCmd().withShowAll(true).exec().stream()
                    .map(DockerContainerNames::identity)
                    .filter(this::isNotAnotherPlatforms)
                    .toList();
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        }
    }

    private boolean isNotAnotherPlatforms(ContainerIdentity container) {
        String other = container.labels().get(PLATFORM);
        return platform == null || other == null || other.equals(platform);
    }

    private static ContainerIdentity identity(Container container) {
        String name = Arrays.stream(Objects.requireNonNullElse(container.getNames(), new String[0]))
                .map(path -> path.replaceFirst("^/", ""))
                .filter(path -> !path.contains("/"))
                .findFirst()
                .orElse(container.getId());
        ContainerHostConfig host = container.getHostConfig();
        return new ContainerIdentity(
                container.getId(),
                name,
                Objects.requireNonNullElse(container.getImage(), ""),
                Map.copyOf(Objects.requireNonNullElse(container.getLabels(), Map.of())),
                Instant.ofEpochSecond(Objects.requireNonNullElse(container.getCreated(), 0L)),
                host == null || !"host".equals(host.getNetworkMode()));
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }
}
