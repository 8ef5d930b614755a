package io.paz.host.image;

import java.util.List;

/**
 * An image that the host holds.
 *
 * @param id {@code sha256:...}, of its content
 * @param digests under which registries know it, {@code repository@sha256:...}
 */
public record HostImage(String id, List<String> digests) {

    public HostImage {
        digests = List.copyOf(digests);
    }
}
