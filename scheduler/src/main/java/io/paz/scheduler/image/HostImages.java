package io.paz.scheduler.image;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images on the engine's hosts. Only an engine with one host can tell: on a cluster each host holds images of its own.
 * Every method blocks for a few seconds at most, and throws {@code EngineUnavailable} when the host does not answer.
 */
public interface HostImages {

    /** @param reference a name, with or without tag, or an image's id */
    Finding find(String reference);

    /**
     * Protects images of a service from being pruned when their tags move; others of the service are no longer protected. Does
     * nothing where the engine cannot tell.
     */
    void protect(String service, List<String> ids);

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

        Optional<HostImage> held() {
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

        /** Whether it was pulled from, or pushed to, the repository that the name means. */
        boolean isOf(ImageName name) {
            return digests.stream()
                    .map(ImageName::of)
                    .anyMatch(known -> known.registry().equals(name.registry())
                            && known.repository().equals(name.repository()));
        }
    }
}
