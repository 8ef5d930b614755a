package io.paz.engine.fleet.image;

import java.util.List;

/**
 * An image of a host.
 *
 * @param id {@code sha256:...}, of its content
 * @param digests under which registries know it, {@code repository@sha256:...}; none of one that was only built there
 */
public record ImageDocument(String id, List<String> digests) {}
