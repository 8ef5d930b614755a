package io.paz.engine.control;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The images that an engine's host holds. Only an engine with one host can tell: on a cluster each host holds images of its own.
 * Every method blocks for a few seconds at most, and throws {@link EngineUnavailableException} when the host does not answer.
 */
public interface HostImages {

    /**
     * Finds an image.
     *
     * @param reference a name, with or without tag, or an image's id
     * @throws EngineRefusedException when it is none of them, and the engine can tell
     */
    Finding find(String reference);

    /**
     * Protects images of a service from being pruned when their tags move; others of the service are no longer protected. Does
     * nothing where the engine cannot tell.
     */
    void protect(String service, List<String> ids);

    /**
     * Keeps that an instance is about to have this image pulled, unless the host has it already: what somebody else brought is never
     * removed. Does nothing where the engine cannot tell.
     *
     * @param reference with its digest
     */
    void expectPull(String reference);

    /**
     * What the engine says.
     *
     * @param known whether it can tell
     * @param image null when its host has none
     */
    record Finding(boolean known, @Nullable HostImage image) {

        public static Finding unknown() {
            return new Finding(false, null);
        }

        public Optional<HostImage> held() {
            return Optional.ofNullable(image);
        }
    }

    /**
     * An image on the host.
     *
     * @param id {@code sha256:...}, of its content
     * @param digests under which registries know it, {@code repository@sha256:...}; none of one that was only built here
     */
    record HostImage(String id, List<String> digests) {

        public HostImage {
            digests = List.copyOf(digests);
        }
    }
}
