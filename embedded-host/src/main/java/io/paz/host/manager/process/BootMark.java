package io.paz.host.manager.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in which boot of the machine the folders of units were looked through last. It is the one file of them that is forced
 * to the disk: within a boot what was written is read back without that, and after another one no process of a unit is left
 * that could be lost sight of.
 */
record BootMark(Path file) {
    private static final Logger log = LoggerFactory.getLogger(BootMark.class);

    static BootMark in(Path root) {
        return new BootMark(root.resolve("boot"));
    }

    /** Whether the mark was set, and in another boot; a mark that is not whole tells nothing. */
    boolean isOfAnother(String bootId) {
        String marked = read();
        return marked.length() == bootId.length() && !marked.equals(bootId);
    }

    private String read() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** It is on the disk when this returns, unless the disk is full: the next start sets it then. */
    void set(String bootId) {
        if (read().equals(bootId)) {
            return;
        }
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
            log.warn("{} cannot be written ({}); the next start of the host writes it", file, e.toString());
        }
    }
}
