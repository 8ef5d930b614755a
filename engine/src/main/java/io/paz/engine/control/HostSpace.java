package io.paz.engine.control;

import io.paz.engine.EngineUnavailableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The room of an engine's host, and what of Paz's own could be removed there. Only an engine with one host can tell: those of
 * several hosts have no door for it. Every method blocks for a few seconds at most, and throws {@link EngineUnavailableException} when the host
 * does not answer.
 */
public interface HostSpace {

    /** A host that cannot be asked. */
    HostSpace UNKNOWN = new HostSpace() {

        @Override
        public Optional<List<FileSystem>> fileSystems() {
            return Optional.empty();
        }

        @Override
        public Optional<Contents> contents() {
            return Optional.empty();
        }

        @Override
        public Optional<String> removeImage(String reference) {
            return Optional.of(UNKNOWN_REASON);
        }

        @Override
        public Optional<String> removeContainer(String id) {
            return Optional.of(UNKNOWN_REASON);
        }
    };

    String UNKNOWN_REASON = "this engine's hosts cannot be asked";

    /** Those that Paz and Docker write to; empty where the engine cannot tell. */
    Optional<List<FileSystem>> fileSystems();

    /** Empty where the engine cannot tell. */
    Optional<Contents> contents();

    /**
     * Removes an image that Paz had pulled, unless something has come to need it.
     *
     * @return why it stays; empty when it is gone
     */
    Optional<String> removeImage(String reference);

    /** The same of an ended container. */
    Optional<String> removeContainer(String id);

    /**
     * What a host says.
     *
     * @param images that Paz had pulled and that are there
     * @param containers of this platform that have ended and were not removed
     */
    record Contents(List<PulledImage> images, List<EndedContainer> containers) {

        public Contents {
            images = List.copyOf(images);
            containers = List.copyOf(containers);
        }
    }

    /**
     * A file system that Paz or Docker writes to.
     *
     * @param path a folder on it
     * @param use what is there, for people
     */
    record FileSystem(String path, String use, long total, long available) {}

    /**
     * An image that Paz had pulled.
     *
     * @param reference under which it was pulled
     * @param bytes with the layers that it shares with others
     * @param neededBy what of the machine keeps it, whatever Paz thinks of it; null when nothing does
     */
    record PulledImage(
            String reference,
            String id,
            long bytes,
            @Nullable String neededBy) {}

    /**
     * A container that has ended.
     *
     * @param bytes that it wrote itself
     */
    record EndedContainer(String id, String name, long bytes) {}
}
