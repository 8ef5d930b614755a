package io.paz.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import io.paz.host.image.HostImage;
import io.paz.host.image.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of the Docker engine. An image is protected by a tag of its own, {@code paz.local/<prefix>/<service>:<id>}. */
public final class DockerImages implements ImageStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DockerImages.class);
    private static final int TAG_LENGTH = 12;
    private static final int PREFIX_LENGTH = 12;
    private static final Pattern PLATFORM = Pattern.compile("[0-9a-f]{12,}");

    private final DockerConnection docker = new DockerConnection();
    private final String prefix;

    private DockerImages(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Images of one platform. Another one on the same engine, of another machine perhaps, may have the same data folder.
     *
     * @param platform the platform's id; a host without one is known by its data folder
     */
    public static DockerImages of(@Nullable String platform, Path data) {
        return new DockerImages(
                platform != null && PLATFORM.matcher(platform).matches()
                        ? platform.substring(0, PREFIX_LENGTH)
                        : "%08x".formatted(data.toString().hashCode()));
    }

    @Override
    public synchronized Optional<HostImage> find(String reference) throws IOException {
        try {
            InspectImageResponse image =
                    docker.client().inspectImageCmd(reference).exec();
            return Optional.of(new HostImage(
                    Objects.requireNonNull(image.getId()),
                    Objects.requireNonNullElse(image.getRepoDigests(), List.of())));
        } catch (NotFoundException | BadRequestException e) {
            // Docker answers 400 where a reference is none.
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        }
    }

    @Override
    public synchronized void protect(String service, List<String> ids) throws IOException {
        String repository = "paz.local/" + prefix + "/" + service;
        Map<String, String> wanted = ids.stream()
                .collect(Collectors.toMap(id -> repository + ":" + tag(id), Function.identity(), (id, same) -> id));
        try {
            DockerClient client = docker.client();
            Set<String> present = tags(client, repository);
            wanted.forEach((tag, id) -> {
                if (!present.contains(tag)) {
                    tag(client, id, repository);
                }
            });
            present.stream().filter(tag -> !wanted.containsKey(tag)).forEach(tag -> remove(client, tag));
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        }
    }

    private static String tag(String id) {
        return id.replaceFirst("^sha256:", "").substring(0, TAG_LENGTH);
    }

    private static Set<String> tags(DockerClient client, String repository) {
        return client.listImagesCmd().withFilter("reference", List.of(repository)).exec().stream()
                .map(Image::getRepoTags)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .filter(tag -> tag.startsWith(repository + ":"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void tag(DockerClient client, String id, String repository) {
        try {
            client.tagImageCmd(id, repository, tag(id)).exec();
        } catch (NotFoundException e) {
            log.info("Image {} cannot be protected: the engine no longer has it", id);
        }
    }

    private static void remove(DockerClient client, String tag) {
        try {
            client.removeImageCmd(tag).exec();
        } catch (NotFoundException e) {
            log.debug("{} is gone already", tag);
        } catch (ConflictException e) {
            log.info("Tag {} stays, since a container uses its image; removing it later", tag);
        }
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }
}
