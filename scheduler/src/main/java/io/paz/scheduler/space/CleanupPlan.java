package io.paz.scheduler.space;

import io.paz.engine.control.HostSpace.Contents;
import io.paz.engine.control.HostSpace.EndedContainer;
import io.paz.engine.control.HostSpace.PulledImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cleanup would remove, and what it would leave with the reason.
 *
 * @param images that nothing needs
 * @param kept images that Paz had pulled and that stay
 */
public record CleanupPlan(List<PulledImage> images, List<KeptImage> kept, List<EndedContainer> containers) {

    public static final CleanupPlan EMPTY = new CleanupPlan(List.of(), List.of(), List.of());

    private static final String KEPT_VERSION = "a version that is kept";

    /** An image that stays, and why. */
    public record KeptImage(PulledImage image, String reason) {}

    static CleanupPlan of(Contents contents, NeededImages needed) {
        List<PulledImage> images = new ArrayList<>();
        List<KeptImage> kept = new ArrayList<>();
        for (PulledImage image : contents.images()) {
            String neededBy = needed.contains(image) ? KEPT_VERSION : image.neededBy();
            if (neededBy == null) {
                images.add(image);
            } else {
                kept.add(new KeptImage(image, neededBy));
            }
        }
        return new CleanupPlan(List.copyOf(images), List.copyOf(kept), contents.containers());
    }

    /** At most so many bytes become free: layers that images share are counted with each. */
    public long bytes() {
        return images.stream().mapToLong(PulledImage::bytes).sum()
                + containers.stream().mapToLong(EndedContainer::bytes).sum();
    }
}
