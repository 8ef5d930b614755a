package io.paz.scheduler.release;

import java.util.List;
import java.util.Optional;

/**
 * Detects concurrent use of a named volume that is not declared shared. A program that locks its
 * files, as databases do, does not start beside another. Pure.
 */
public final class VolumeUse {

    private VolumeUse() {}

    /** The volume that the new version would use beside an old one; empty when there is none. */
    public static Optional<String> contested(Release next, List<Release> old) {
        return next.config().exclusiveVolumes().stream()
                .filter(volume -> old.stream()
                        .anyMatch(release -> release.config().volume().containsKey(volume)))
                .findFirst();
    }

    /** Whether both versions have several instances: then several use the volume at once anyway, and are able to. */
    public static boolean isShownToBeShared(Release next, List<Release> old) {
        return isSeveral(next) && !old.isEmpty() && old.stream().allMatch(VolumeUse::isSeveral);
    }

    private static boolean isSeveral(Release release) {
        return release.config().numInstances() > 1;
    }

    /** What to do where instances run side by side; empty when no volume is concerned. */
    public static Optional<String> advice(Release next, List<Release> old) {
        Optional<String> ofInstances =
                isSeveral(next) ? next.config().exclusiveVolumes().stream().findFirst() : Optional.empty();
        return contested(next, old)
                .or(() -> ofInstances)
                .map(volume ->
                        ("volume %s is used by several instances at once: for a program that locks it, choose one instance"
                                        + " and the strategy recreate; else name it in sharedVolumes")
                                .formatted(volume));
    }
}
