package io.paz.scheduler.document;

import io.paz.api.scheduler.CleanupDocument;
import io.paz.api.scheduler.SpaceDocument;
import io.paz.api.scheduler.SpaceDocument.Container;
import io.paz.api.scheduler.SpaceDocument.FileSystem;
import io.paz.api.scheduler.SpaceDocument.Image;
import io.paz.scheduler.space.ByteText;
import io.paz.scheduler.space.Cleanup;
import io.paz.scheduler.space.CleanupPlan;
import io.paz.scheduler.space.CleanupPlan.KeptImage;
import io.paz.scheduler.space.DiskSpace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wire documents of free space and cleanups, and their texts for terminals. */
public final class SpaceDocuments {

    private SpaceDocuments() {}

    /** @param problem why there is no plan; null when there is one */
    public static SpaceDocument of(
            List<DiskSpace> disks, CleanupPlan plan, @Nullable String problem, int keep, Optional<Cleanup> last) {
        return new SpaceDocument(
                of(disks),
                problem,
                plan.images().stream()
                        .map(each -> new Image(each.reference(), each.bytes(), null))
                        .toList(),
                plan.containers().stream()
                        .map(each -> new Container(each.name(), each.bytes()))
                        .toList(),
                plan.bytes(),
                images(plan.kept()),
                keep,
                last.map(SpaceDocuments::of).orElse(null));
    }

    public static List<FileSystem> of(List<DiskSpace> disks) {
        return disks.stream().map(SpaceDocuments::of).toList();
    }

    private static FileSystem of(DiskSpace disk) {
        var each = disk.fileSystem();
        return new FileSystem(
                each.path(),
                each.use(),
                each.total(),
                each.available(),
                disk.level().name().toLowerCase(Locale.ROOT),
                disk.limits().warning(each.total()),
                disk.limits().minimum(each.total()));
    }

    public static CleanupDocument of(Cleanup cleanup) {
        return new CleanupDocument(
                cleanup.at().toEpochMilli(),
                cleanup.removed(),
                cleanup.bytes(),
                images(cleanup.stayed()),
                cleanup.failure());
    }

    private static List<Image> images(List<KeptImage> kept) {
        return kept.stream()
                .map(each -> new Image(each.image().reference(), each.image().bytes(), each.reason()))
                .toList();
    }

    public static String text(SpaceDocument space) {
        StringBuilder text = new StringBuilder();
        space.fileSystems()
                .forEach(each -> line(
                        text,
                        "disk %s: %s free of %s, %s (%s)",
                        each.path(),
                        ByteText.of(each.available()),
                        ByteText.of(each.total()),
                        each.state(),
                        each.use()));
        space.removableImages()
                .forEach(each -> line(text, "image %s: would go, %s", each.reference(), ByteText.of(each.bytes())));
        space.removableContainers()
                .forEach(each -> line(text, "container %s: would go, %s", each.name(), ByteText.of(each.bytes())));
        space.keptImages().forEach(each -> line(text, "image %s: stays, for %s", each.reference(), each.reason()));
        if (space.problem() == null) {
            line(
                    text,
                    "A cleanup would remove %d images and %d containers, %s at most.",
                    space.removableImages().size(),
                    space.removableContainers().size(),
                    ByteText.of(space.bytes()));
        } else {
            line(text, "Images and containers: %s.", space.problem());
        }
        return text.toString();
    }

    public static String text(CleanupDocument cleanup) {
        StringBuilder text = new StringBuilder();
        cleanup.removed().forEach(each -> line(text, "removed %s", each));
        cleanup.stayed().forEach(each -> line(text, "image %s: stays, for %s", each.reference(), each.reason()));
        line(
                text,
                "Removed %d images and containers, %s at most.",
                cleanup.removed().size(),
                ByteText.of(cleanup.bytes()));
        if (cleanup.failure() != null) {
            line(text, "It ended early: %s", cleanup.failure());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, @Nullable Object... values) {
        text.append(format.formatted(values)).append('\n');
    }
}
