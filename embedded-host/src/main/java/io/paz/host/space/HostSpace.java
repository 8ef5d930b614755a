package io.paz.host.space;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The room of this host, and what could be removed. Every method blocks, and fails when the engine does not answer. */
public interface HostSpace {

    /** Keeps that the image is about to be pulled for an instance, unless it is there already. */
    void expectPull(String reference) throws IOException;

    List<FileSystem> fileSystems() throws IOException;

    /** Images that this platform had pulled and that are there. */
    List<PulledImage> images() throws IOException;

    /** Containers of this platform that have ended and were not removed. */
    List<EndedContainer> containers() throws IOException;

    /** @return why the image stays; empty when it is gone */
    Optional<String> removeImage(String reference) throws IOException;

    /** @return why the container stays; empty when it is gone */
    Optional<String> removeContainer(String id) throws IOException;

    /** A file system, by a folder on it. */
    record FileSystem(String path, String use, long total, long available) {}

    /**
     * An image that this platform had pulled.
     *
     * @param neededBy what else keeps it; null when nothing does
     */
    record PulledImage(
            String reference,
            String id,
            long bytes,
            @Nullable String neededBy) {}

    /** A container that has ended. */
    record EndedContainer(String id, String name, long bytes) {}
}
