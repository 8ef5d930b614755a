package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Free space, and what a cleanup would remove.
 *
 * @param problem why nothing is known of images and containers
 * @param bytes at most so many become free; layers that images share are counted with each
 * @param keepVersions newest versions of each service whose images stay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SpaceDocument(
        List<FileSystem> fileSystems,
        @Nullable String problem,
        List<Image> removableImages,
        List<Container> removableContainers,
        long bytes,
        List<Image> keptImages,
        int keepVersions,
        @Nullable CleanupDocument lastCleanup) {

    /**
     * A file system that Paz or Docker writes to.
     *
     * @param path a folder on it
     * @param use what is there, for people
     * @param state {@code ample}, {@code low} or {@code exhausted}
     * @param warningBelow bytes
     * @param minimum bytes, below which nothing is deployed
     */
    public record FileSystem(
            String path, String use, long total, long available, String state, long warningBelow, long minimum) {}

    /**
     * An image that Paz had pulled.
     *
     * @param reason why it stays; null where it would go
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Image(
            String reference, long bytes, @Nullable String reason) {}

    /** A container that has ended and was left behind. */
    public record Container(String name, long bytes) {}
}
