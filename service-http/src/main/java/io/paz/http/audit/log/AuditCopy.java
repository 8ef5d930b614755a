package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copy of a log that may be in use. */
public final class AuditCopy {

    private AuditCopy() {}

    /** Copies the files that changed since the last time, and removes from the copy what the log no longer has. */
    public static void update(Path log, Path copy) throws IOException {
        Files.createDirectories(copy);
        // Before the files: what is recorded meanwhile is in them, and not in it.
        byte[] head = Files.readAllBytes(log.resolve(AuditHead.FILE));
        List<Path> files = AuditFiles.of(log);
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            Path target = copy.resolve(AuditFiles.name(file));
            names.add(AuditFiles.name(file));
            if (!Files.exists(target) || Files.size(target) != Files.size(file)) {
                put(Files.readAllBytes(file), target);
            }
        }
        put(head, copy.resolve(AuditHead.FILE));
        for (Path old : AuditFiles.of(copy)) {
            if (!names.contains(AuditFiles.name(old))) {
                Files.delete(old);
            }
        }
    }

    private static void put(byte[] bytes, Path target) throws IOException {
        Path unfinished = target.resolveSibling(AuditFiles.name(target) + ".new");
        Files.write(unfinished, bytes);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
