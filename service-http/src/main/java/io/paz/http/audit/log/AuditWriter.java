package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the newest file of a log. A write that fails leaves nothing: the next one begins at the same place. */
final class AuditWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);

    private final Path folder;
    private final AuditLimits limits;
    private final Clock clock;
    private final FileChannel headFile;
    private FileChannel file;
    private long size;
    private Instant began;
    private AuditHead last;

    private AuditWriter(Path folder, AuditLimits limits, Clock clock, Path newest, Newest content) throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.headFile = open(folder.resolve(AuditHead.FILE));
        this.file = open(newest);
        this.size = content.size();
        this.began = content.began();
        this.last = content.last();
    }

    private record Newest(long size, Instant began, AuditHead last, long rest) {}

    /** Opens the log after its last whole record, and records what is missing from it. */
    static AuditWriter resume(Path folder, AuditLimits limits, Clock clock) throws IOException {
        List<Path> files = AuditFiles.of(folder);
        Path newest = files.isEmpty() ? AuditFiles.startingAt(folder, 1) : files.get(files.size() - 1);
        Newest content = files.isEmpty()
                ? new Newest(0, clock.instant(), AuditHead.start(), 0)
                : read(newest, hashBefore(files), clock.instant());
        Optional<AuditHead> head = AuditHead.read(folder);
        AuditWriter writer = new AuditWriter(folder, limits, clock, newest, content);
        writer.noteWhatIsMissing(head, content, files.isEmpty());
        writer.sync();
        return writer;
    }

    /** What the first record of the newest file is chained to. */
    private static String hashBefore(List<Path> files) throws IOException {
        if (files.size() == 1) {
            return AuditChain.START;
        }
        List<byte[]> lines = AuditFiles.read(files.get(files.size() - 2)).lines();
        return lines.isEmpty() ? AuditChain.START : AuditChain.hash(lines.get(lines.size() - 1));
    }

    private static Newest read(Path newest, String hashBefore, Instant now) throws IOException {
        AuditHead last = new AuditHead(AuditFiles.firstSequence(newest) - 1, hashBefore);
        Instant began = now;
        long size = 0;
        long rest = 0;
        AuditFiles.Content content = AuditFiles.read(newest);
        for (byte[] line : content.lines()) {
            Optional<AuditRecord> entry = AuditChain.parse(line);
            if (entry.isEmpty()) {
                rest += line.length + 1;
                continue;
            }
            size += rest + line.length + 1;
            rest = 0;
            last = new AuditHead(entry.orElseThrow().sequence(), AuditChain.hash(line));
            began = began.equals(now) ? Instant.ofEpochMilli(entry.orElseThrow().at()) : began;
        }
        return new Newest(size, began, last, rest + content.rest());
    }

    private void noteWhatIsMissing(Optional<AuditHead> head, Newest content, boolean isNew) throws IOException {
        if (content.rest() > 0) {
            file.truncate(size);
            append(AuditRecord.ofLog(
                    AuditRecord.TORN, content.rest() + " bytes of an unfinished record dropped", clock.instant()));
        }
        if (isNew ? head.map(AuditHead::sequence).orElse(0L) == 0 : isReached(head, content.last())) {
            return;
        }
        String missing = head.map(known -> "records %d to %d, the last with hash %s"
                        .formatted(content.last().sequence() + 1, known.sequence(), known.hash()))
                .orElse("the file " + AuditHead.FILE);
        log.error("Audit log {}: {} missing; this is recorded, and ./paz audit verify reports it", folder, missing);
        append(AuditRecord.ofLog(AuditRecord.MISSING, missing, clock.instant()));
    }

    private static boolean isReached(Optional<AuditHead> head, AuditHead last) {
        return head.isPresent() && head.orElseThrow().sequence() <= last.sequence();
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Returns the number that the record got. */
    synchronized long append(AuditRecord entry) throws IOException {
        byte[] line = AuditChain.line(entry.chained(last.sequence() + 1, last.hash()));
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            file.write(bytes, size + bytes.position());
        }
        size += line.length + 1;
        last = new AuditHead(last.sequence() + 1, AuditChain.hash(line));
        return last.sequence();
    }

    synchronized AuditHead head() {
        return last;
    }

    synchronized boolean isFull() {
        return size >= limits.fileBytes() || size > 0 && clock.instant().isAfter(began.plus(limits.fileAge()));
    }

    /** Brings all records so far to disk, while others are appended; returns the last of them. One caller at a time. */
    AuditHead sync() throws IOException {
        AuditHead reached = head();
        file.force(false);
        reached.write(headFile);
        return reached;
    }

    /** Begins a file with the next record. All records so far are on disk. */
    synchronized void beginFile() throws IOException {
        FileChannel next = open(AuditFiles.startingAt(folder, last.sequence() + 1));
        file.force(true);
        file.close();
        file = next;
        size = 0;
        began = clock.instant();
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel current = file;
        try (headFile;
                current) {
            sync();
        }
    }
}
