package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The lines of one unit: JSON lines in {@code current.jsonl} and, before them, {@code previous.jsonl}. When the current
 * file has half of what a unit may keep, it becomes the previous one. Writing is not safe for several threads; reading is,
 * beside one that writes.
 */
final class UnitJournal {
    private final UnitName unit;
    private final Path folder;
    private final long maxFileBytes;
    private final Map<String, Long> taken = new TreeMap<>();
    private long size;
    private boolean halfLine;
    private long lastSequence;

    UnitJournal(UnitName unit, Path folder, long maxBytes) {
        this.unit = unit;
        this.folder = folder;
        this.maxFileBytes = maxBytes / 2;
        for (LineFile file : List.of(previous(), current())) {
            file.read((line, offset, length) -> noteTaken(line));
        }
        size = current().size();
        // A crash of the machine may have left half a line; the next one must not run into it.
        halfLine = size > 0;
    }

    private void noteTaken(Line line) {
        lastSequence = Math.max(lastSequence, line.s());
        if (line.o() != null) {
            taken.put(line.o(), line.e());
        }
    }

    private LineFile current() {
        return new LineFile(folder.resolve("current.jsonl"));
    }

    private LineFile previous() {
        return new LineFile(folder.resolve("previous.jsonl"));
    }

    UnitName unit() {
        return unit;
    }

    long lastSequence() {
        return lastSequence;
    }

    long taken(String source) {
        return taken.getOrDefault(source, 0L);
    }

    /** Writes lines, all or the first of them; {@link #taken} tells which. */
    void add(List<Line> lines) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int first = 0;
            for (int i = 0; i < lines.size(); i++) {
                bytes.writeBytes(lines.get(i).bytes());
                if (size + bytes.size() >= maxFileBytes || i == lines.size() - 1) {
                    append(bytes.toByteArray());
                    lines.subList(first, i + 1).forEach(this::noteTaken);
                    rotateIfFull();
                    bytes.reset();
                    first = i + 1;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rotateIfFull() throws IOException {
        if (size >= maxFileBytes) {
            Files.move(current().path(), previous().path(), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
            appendTaken();
        }
    }

    private void appendTaken() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        taken.forEach((source, end) -> bytes.writeBytes(new Line(lastSequence, 0, 0, source, end, null).bytes()));
        append(bytes.toByteArray());
    }

    private void append(byte[] bytes) throws IOException {
        if (size == 0) {
            UnitFolderName.write(folder, unit);
        }
        try (FileChannel channel = FileChannel.open(
                current().path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (halfLine) {
                write(channel, new byte[] {'\n'});
                halfLine = false;
            }
            write(channel, bytes);
        }
    }

    /** On a full disk, what was written of the bytes is taken away again. */
    private void write(FileChannel channel, byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            size += bytes.length;
        } catch (IOException e) {
            halfLine = true;
            channel.truncate(size);
            throw e;
        }
    }

    void sync() {
        try (FileChannel channel = FileChannel.open(
                current().path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an entry stands; the file may have become the previous one since. */
    record Place(UnitJournal journal, long sequence, long offset, int length) {
        Optional<JournalEntry> entry() {
            return journal.entry(this);
        }
    }

    /**
     * Shows all entries and where they stand: those of the current file, then those before. Where the current file becomes the
     * previous one meanwhile, no entry is shown twice.
     */
    void read(BiConsumer<JournalEntry, Place> visitor) {
        AtomicLong firstOfCurrent = new AtomicLong(Long.MAX_VALUE);
        current().read((line, offset, length) -> line.entry(unit).ifPresent(entry -> {
            firstOfCurrent.accumulateAndGet(line.s(), Math::min);
            visitor.accept(entry, new Place(this, line.s(), offset, length));
        }));
        previous().read((line, offset, length) -> line.entry(unit)
                .filter(entry -> line.s() < firstOfCurrent.get())
                .ifPresent(entry -> visitor.accept(entry, new Place(this, line.s(), offset, length))));
    }

    private Optional<JournalEntry> entry(Place place) {
        return line(current(), place).or(() -> line(previous(), place)).flatMap(line -> line.entry(unit));
    }

    private static Optional<Line> line(LineFile file, Place place) {
        return file.line(place.offset(), place.length()).filter(line -> line.s() == place.sequence());
    }

    /** A file of lines, for the decision which to drop. */
    record Stored(UnitJournal journal, Path file, Instant written, long bytes) {}

    List<Stored> files() {
        return List.of(previous(), current()).stream()
                .flatMap(file -> stored(file.path()).stream())
                .toList();
    }

    private Optional<Stored> stored(Path file) {
        try {
            return Optional.of(
                    new Stored(this, file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Drops the lines of a file.
     *
     * @param unitExists then, how far its output was read stays known
     */
    void drop(Path file, boolean unitExists) throws IOException {
        Files.deleteIfExists(file);
        if (file.equals(current().path())) {
            size = 0;
            halfLine = false;
            if (unitExists && !taken.isEmpty()) {
                appendTaken();
            }
        }
    }

    /** Drops everything. */
    void delete() throws IOException {
        for (Path file : List.of(previous().path(), current().path(), folder.resolve(UnitFolderName.FILE))) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
