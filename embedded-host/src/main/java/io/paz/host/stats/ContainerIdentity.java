package io.paz.host.stats;

import java.time.Instant;
import java.util.Map;

/**
 * What the engine knows of a container.
 *
 * @param ownNetwork false for one that uses the machine's, whose traffic is not its own
 */
public record ContainerIdentity(
        String id, String name, String image, Map<String, String> labels, Instant created, boolean ownNetwork) {}
