package io.paz.engine.fleet.space;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a platform could be removed from its host.
 *
 * @param images that the platform had pulled
 * @param containers of the platform that have ended
 */
public record RemovableDocument(List<Image> images, List<Container> containers) {

    /**
     * An image.
     *
     * @param neededBy null when nothing else on the machine needs it
     */
    public record Image(
            String reference,
            String id,
            long bytes,
            @Nullable String neededBy) {}

    /** A container. */
    public record Container(String id, String name, long bytes) {}
}
