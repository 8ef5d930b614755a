package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a folder: records are appended, and on disk when {@link #appendAndSync} returns. Calls that come at once share one sync. Safe for
 * threads; one process at a time.
 */
public final class AuditLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final Path folder;
    private final AuditLimits limits;
    private final Clock clock;
    private final FileChannel lockFile;
    private final AuditWriter writer;
    private final Object syncing = new Object();
    private volatile long synced;

    private AuditLog(Path folder, AuditLimits limits, Clock clock, FileChannel lockFile) throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.lockFile = lockFile;
        this.writer = AuditWriter.resume(folder, limits, clock);
        this.synced = writer.head().sequence();
    }

    /**
     * Opens a log, and goes on behind its last whole record.
     *
     * @throws AuditLogException when the folder cannot be used, or another process uses it
     */
    public static AuditLog open(Path folder, AuditLimits limits, Clock clock) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel lockFile =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile).isEmpty()) {
                lockFile.close();
                throw new IOException("another process uses it (expected: one platform for each folder)");
            }
            return new AuditLog(folder, limits, clock, lockFile);
        } catch (IOException e) {
            throw new AuditLogException("%s: the audit log cannot be opened: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static Optional<FileLock> lock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException ownProcess) {
            return Optional.empty();
        }
    }

    /** Whether there is room for the record of a change that is not begun yet. */
    public boolean hasRoom() {
        return folder.toFile().getUsableSpace() >= limits.reserveBytes();
    }

    /**
     * Appends a record, which is on disk soon.
     *
     * @throws AuditLogException when it cannot be written
     */
    public void append(AuditRecord entry) {
        write(entry);
    }

    /**
     * Appends a record and returns when it is on disk.
     *
     * @throws AuditLogException when it cannot be written
     */
    public void appendAndSync(AuditRecord entry) {
        sync(write(entry));
    }

    private long write(AuditRecord entry) {
        try {
            if (writer.isFull()) {
                rotate();
            }
            return writer.append(entry);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void sync(long sequence) {
        synchronized (syncing) {
            if (synced >= sequence) {
                return;
            }
            try {
                synced = writer.sync().sequence();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private void rotate() throws IOException {
        synchronized (syncing) {
            if (!writer.isFull()) {
                return;
            }
            synced = writer.sync().sequence();
            writer.beginFile();
            removeOldFiles();
        }
    }

    /** A record names the last one that goes, and its hash: the chain goes on from there. */
    private void removeOldFiles() throws IOException {
        List<Path> files = AuditFiles.of(folder);
        int tooMany = files.size() - limits.files();
        if (tooMany <= 0) {
            return;
        }
        long through = AuditFiles.firstSequence(files.get(tooMany)) - 1;
        String hash = AuditChain.parse(
                        AuditFiles.read(files.get(tooMany)).lines().get(0))
                .map(AuditRecord::previous)
                .orElseThrow(() -> new IOException(files.get(tooMany) + " does not begin with a record"));
        writer.append(AuditRecord.ofLog(AuditRecord.REMOVED_FILES, through + " " + hash, clock.instant()));
        synced = writer.sync().sequence();
        for (Path file : files.subList(0, tooMany)) {
            Files.delete(file);
        }
        log.info("Audit log: records up to {} removed, since there are {} files", through, files.size());
    }

    /**
     * Reads records, newest first.
     *
     * @throws AuditLogException when a file cannot be read
     */
    public AuditPage read(AuditQuery query) {
        return AuditReader.read(folder, query);
    }

    private AuditLogException failed(IOException failure) {
        return new AuditLogException(
                "%s: the audit log cannot be written: %s; make room on the disk, or look at its permissions"
                        .formatted(folder, failure.getMessage()),
                failure);
    }

    @Override
    public void close() {
        synchronized (syncing) {
            try (lockFile) {
                writer.close();
            } catch (IOException e) {
                log.warn(
                        "Audit log: closing failed: {}; the last records may be lost when the machine stops now",
                        e.toString());
            }
        }
    }
}
