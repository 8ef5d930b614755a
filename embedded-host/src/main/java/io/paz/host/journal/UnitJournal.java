package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of one unit: JSON lines in {@code current.jsonl} and, before them, {@code previous.jsonl}. When the current
 * file has half of what a unit may keep, it becomes the previous one. Not safe for several threads.
 */
final class UnitJournal {
    private static final Logger log = LoggerFactory.getLogger(UnitJournal.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * A line as it stands in the file.
     *
     * @param o the file that the line was printed to; null for the manager's own
     * @param e position behind the line in that file
     * @param m null if the line only tells how far a file was read
     */
    private record Line(
            long s,
            long t,
            int p,
            @Nullable String o,
            long e,
            @Nullable String m) {}

    private final UnitName unit;
    private final Path folder;
    private final long maxFileBytes;
    private final Map<String, Long> taken = new HashMap<>();
    private long size;
    private long lastSequence;

    UnitJournal(UnitName unit, Path folder, long maxBytes) {
        this.unit = unit;
        this.folder = folder;
        this.maxFileBytes = maxBytes / 2;
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("unit"), unit.text());
            size = Files.exists(current()) ? Files.size(current()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readLines(line -> {
            lastSequence = Math.max(lastSequence, line.s());
            if (line.o() != null) {
                taken.put(line.o(), line.e());
            }
        });
        endHalfLine();
    }

    /** A crash of the machine may have left half a line; the next one must not run into it. */
    private void endHalfLine() {
        if (size > 0) {
            append("\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path current() {
        return folder.resolve("current.jsonl");
    }

    private Path previous() {
        return folder.resolve("previous.jsonl");
    }

    long lastSequence() {
        return lastSequence;
    }

    long taken(String source) {
        return taken.getOrDefault(source, 0L);
    }

    void add(JournalEntry entry, @Nullable String source, long end) {
        if (source != null) {
            taken.put(source, end);
        }
        write(new Line(entry.sequence(), entry.micros(), entry.priority(), source, end, entry.message()));
        lastSequence = entry.sequence();
        if (size >= maxFileBytes) {
            rotate();
        }
    }

    private void rotate() {
        try {
            Files.move(current(), previous(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        size = 0;
        taken.forEach((source, end) -> write(new Line(lastSequence, 0, 0, source, end, null)));
    }

    private void write(Line line) {
        append((MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void append(byte[] bytes) {
        try {
            Files.write(current(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            size += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sync() {
        try (FileChannel channel = FileChannel.open(
                current(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.allocate(0));
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows all lines, oldest first. */
    void read(Consumer<JournalEntry> visitor) {
        readLines(line -> {
            String message = line.m();
            if (message != null) {
                visitor.accept(new JournalEntry(line.s(), line.t(), unit, line.o() != null, line.p(), message));
            }
        });
    }

    private void readLines(Consumer<Line> visitor) {
        for (Path file : new Path[] {previous(), current()}) {
            if (!Files.exists(file)) {
                continue;
            }
            try (Stream<String> lines = Files.lines(file)) {
                lines.filter(line -> !line.isEmpty()).forEach(line -> parse(line, visitor));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void parse(String text, Consumer<Line> visitor) {
        Line line;
        try {
            line = MAPPER.readValue(text, Line.class);
        } catch (JacksonException e) {
            log.warn("A line of {}'s journal was not written to its end and is left out", unit);
            return;
        }
        visitor.accept(line);
    }
}
