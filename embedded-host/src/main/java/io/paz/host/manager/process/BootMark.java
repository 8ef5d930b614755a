package io.paz.host.manager.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Says in which boot of the machine the folders of units were looked through last. It is the one file of them that is forced
 * to the disk: within a boot what was written is read back without that, and after another one no process of a unit is left
 * that could be lost sight of.
 */
record BootMark(Path file) {

    static BootMark in(Path root) {
        return new BootMark(root.resolve("boot"));
    }

    /** Whether the mark was set, and in another boot. */
    boolean isOfAnother(String bootId) {
        try {
            return Files.exists(file) && !Files.readString(file).equals(bootId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is on the disk when this returns. */
    void set(String bootId) {
        Path unfinished = file.resolveSibling("boot.new");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(bootId.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
