package io.paz.scheduler.space;

import io.paz.engine.control.HostSpace.FileSystem;
import io.paz.scheduler.space.SpaceLimits.Level;

/** The room of one file system, and what it means. */
public record DiskSpace(FileSystem fileSystem, SpaceLimits limits) {

    public Level level() {
        return limits.level(fileSystem.total(), fileSystem.available());
    }

    /** For people: what is left, and what is wanted. */
    public String text() {
        long wanted =
                level() == Level.EXHAUSTED ? limits.minimum(fileSystem.total()) : limits.warning(fileSystem.total());
        return "%s free of %s on the file system of %s (%s; expected: %s or more)"
                .formatted(
                        ByteText.of(fileSystem.available()),
                        ByteText.of(fileSystem.total()),
                        fileSystem.path(),
                        fileSystem.use(),
                        ByteText.of(wanted));
    }
}
