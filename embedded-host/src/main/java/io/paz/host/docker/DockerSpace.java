package io.paz.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.paz.host.space.FileSystems;
import io.paz.host.space.HostSpace;
import io.paz.host.space.PullLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room of the Docker engine. Of images, only those that the ledger knows and nothing else needs are removed, by the digest that they were
 * pulled under; of containers, only those of this host's units that were to be removed when they ended.
 */
public final class DockerSpace implements HostSpace, AutoCloseable {

    /** A unit that removes its own container does so within seconds. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(DockerSpace.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String UNIT_LABEL = "io.paz.unit";
    private static final String REMOVE_LABEL = "io.paz.remove";
    private static final List<String> ENDED = List.of("exited", "dead");

    private final DockerConnection docker = new DockerConnection(null, 1, TIMEOUT);
    private final String owner;
    private final Path data;
    private final PullLedger ledger;
    private final Clock clock;

    /**
     * @param owner what the labels of this host's containers begin with
     * @param data folder of the host
     */
    public DockerSpace(String owner, Path data, Clock clock) {
        this.owner = owner;
        this.data = data;
        this.ledger = new PullLedger(data.resolve("pulled-images"));
        this.clock = clock;
    }

    @Override
    public synchronized void expectPull(String reference) throws IOException {
        if (!call(() -> image(reference)).isPresent()) {
            ledger.add(reference);
        }
    }

    @Override
    public synchronized List<FileSystem> fileSystems() throws IOException {
        Map<Path, String> folders = new LinkedHashMap<>();
        folders.put(data, "Paz's data");
        Path images = call(this::dockerRoot);
        // Docker may be on another machine.
        if (images != null && Files.isDirectory(images)) {
            folders.put(images, "Docker's images and containers");
        }
        return FileSystems.read(folders);
    }

    private @Nullable Path dockerRoot() {
        String root = docker.client().infoCmd().exec().getDockerRootDir();
        return root == null ? null : Path.of(root);
    }

    @Override
    public synchronized List<PulledImage> images() throws IOException {
        return call(() -> {
            ImageNeeds needs = needs();
            Set<String> pulled = pulled();
            List<PulledImage> found = new ArrayList<>();
            ledger.references().forEach(reference -> image(reference)
                    .ifPresent(image -> found.add(new PulledImage(
                            reference,
                            String.valueOf(image.getId()),
                            Objects.requireNonNullElse(image.getSize(), 0L),
                            needs.of(image, pulled).orElse(null)))));
            return found;
        });
    }

    private ImageNeeds needs() {
        DockerClient client = docker.client();
        return new ImageNeeds(
                client.listContainersCmd().withShowAll(true).exec(),
                client.listImagesCmd().withShowAll(true).exec());
    }

    private Set<String> pulled() {
        return ledger.references().stream().map(ImageNeeds::digest).collect(Collectors.toSet());
    }

    private Optional<InspectImageResponse> image(String reference) {
        try {
            return Optional.of(docker.client()
                    .inspectImageCmd(ImageNeeds.digest(reference))
                    .exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized Optional<String> removeImage(String reference) throws IOException {
        if (!ledger.contains(reference)) {
            return Optional.of("Paz did not pull it");
        }
        Optional<String> stays = call(() -> removed(reference));
        if (stays.isEmpty()) {
            ledger.remove(reference);
        }
        return stays;
    }

    private Optional<String> removed(String reference) {
        Optional<InspectImageResponse> image = image(reference);
        Optional<String> need = image.flatMap(present -> needs().of(present, pulled()));
        if (image.isEmpty() || need.isPresent()) {
            return need;
        }
        try {
            docker.client().removeImageCmd(ImageNeeds.digest(reference)).exec();
            log.info("Image {} is removed: no version that is kept needs it", reference);
            return Optional.empty();
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ConflictException e) {
            return Optional.of("a container that has just begun");
        }
    }

    @Override
    public synchronized List<EndedContainer> containers() throws IOException {
        return call(() -> docker
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withShowSize(true)
                .withStatusFilter(ENDED)
                .withLabelFilter(List.of(UNIT_LABEL, REMOVE_LABEL + "=yes"))
                .exec()
                .stream()
                .filter(each -> isOwn(each.getLabels()))
                .flatMap(this::ended)
                .toList());
    }

    private boolean isOwn(@Nullable Map<String, String> labels) {
        return labels != null
                && labels.getOrDefault(UNIT_LABEL, "").startsWith(owner + "/")
                && "yes".equals(labels.get(REMOVE_LABEL));
    }

    private Stream<EndedContainer> ended(Container container) {
        if (!isRemovable(container.getId())) {
            return Stream.empty();
        }
        String[] names = container.getNames();
        String name = names == null || names.length == 0 ? container.getId() : names[0].replaceFirst("^/", "");
        return Stream.of(
                new EndedContainer(container.getId(), name, Objects.requireNonNullElse(container.getSizeRw(), 0L)));
    }

    private boolean isRemovable(String id) {
        try {
            InspectContainerResponse container =
                    docker.client().inspectContainerCmd(id).exec();
            InspectContainerResponse.ContainerState state = container.getState();
            return isOwn(container.getConfig().getLabels())
                    && ENDED.contains(String.valueOf(state.getStatus()))
                    && Instant.parse(String.valueOf(state.getFinishedAt()))
                            .isBefore(clock.instant().minus(GRACE));
        } catch (NotFoundException | DateTimeParseException e) {
            return false;
        }
    }

    @Override
    public synchronized Optional<String> removeContainer(String id) throws IOException {
        return call(() -> {
            if (!isRemovable(id)) {
                return Optional.of("it is no container of an instance that has ended");
            }
            try {
                docker.client().removeContainerCmd(id).withRemoveVolumes(true).exec();
                return Optional.empty();
            } catch (NotFoundException e) {
                return Optional.empty();
            } catch (ConflictException e) {
                return Optional.of("it is being removed, or runs again");
            }
        });
    }

    private static <T extends @Nullable Object> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        }
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }
}
