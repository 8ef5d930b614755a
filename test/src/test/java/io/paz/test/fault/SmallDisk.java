package io.paz.test.fault;

import io.paz.test.platform.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file system of its own for a folder, small enough to be filled; only where this user may mount one. */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "size=700m";
    private static final String FILLER = "filler";

    private final Path folder;
    private final boolean mounted;

    SmallDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.mounted = Command.of("mount", "-t", "tmpfs", "-o", SIZE, "paz-test", folder.toString())
                        .run(Map.of())
                        .status()
                == 0;
    }

    boolean isMounted() {
        return mounted;
    }

    /** Leaves no byte free. */
    void fill() {
        Command.of("dd", "if=/dev/zero", "of=" + folder.resolve(FILLER), "bs=64k")
                .run(Map.of());
        Command.of("dd", "if=/dev/zero", "of=" + folder.resolve(FILLER), "bs=1", "oflag=append", "conv=notrunc")
                .run(Map.of());
    }

    void free() throws IOException {
        Files.deleteIfExists(folder.resolve(FILLER));
    }

    @Override
    public void close() {
        if (mounted) {
            Command.of("umount", "-l", folder.toString()).run(Map.of());
        }
    }
}
