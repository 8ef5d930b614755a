package io.paz.host.manager.process.output;

import io.paz.host.manager.process.output.OutputSink.PrintedLine;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of one stream, of which lines are taken in slices, and whose room is given back. It is never cut or renamed, so
 * that a process that writes meanwhile loses nothing. What is printed faster than it is taken is skipped, and the journal
 * says how much. Not safe for several threads.
 */
final class OutputFile {
    /** What is taken in one turn, so that other units wait for no more than this. */
    static final int SLICE = 256 * 1024;
    /** The most that waits to be taken; more than the journal keeps of a unit by default. */
    static final long MAX_BACKLOG = 8L * 1024 * 1024;

    private static final long KEPT_BACKLOG = 1024 * 1024;
    private static final long PUNCH_EVERY = 1024 * 1024;
    private static final long BLOCK = 4096;

    private final UnitName unit;
    private final Path file;
    private final String source;
    private final OutputSink sink;
    private final PunchedMark mark;
    private long position;
    private long punched;
    private long skipped;

    OutputFile(UnitName unit, Path file, OutputSink sink) {
        this.unit = unit;
        this.file = file;
        this.source = file.getFileName().toString();
        this.sink = sink;
        this.mark = PunchedMark.of(file);
        this.punched = mark.read();
        this.position = Math.max(punched, sink.taken(unit, source));
    }

    /**
     * Takes the next slice.
     *
     * @param last whether nobody writes any more, so that what stands there without a line end is a line as well
     * @return whether there is more
     */
    boolean takeSlice(boolean last) throws IOException {
        boolean more;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            more = take(channel, last);
        }
        if (!more) {
            noteSkipped();
        }
        punch();
        return more;
    }

    private boolean take(FileChannel channel, boolean last) throws IOException {
        long size = channel.size();
        if (size < position) {
            position = 0;
            punched = 0;
        }
        skipHole(channel);
        skipBacklog(channel, size);
        byte[] bytes = new byte[(int) Math.min(SLICE, Math.max(0, size - position))];
        int length = fill(channel, position, bytes);
        List<PrintedLine> lines = new ArrayList<>(LineSplitter.split(bytes, length, position));
        long end = lines.isEmpty() ? position : lines.get(lines.size() - 1).end();
        boolean more = position + length < size;
        if (last && !more && end < position + length) {
            lines.add(new PrintedLine(LineSplitter.text(bytes, (int) (end - position), length), position + length));
        }
        hand(lines);
        return more;
    }

    /** Where lines cannot be kept, the next turn continues after the last that was. */
    private void hand(List<PrintedLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            sink.lines(unit, source, lines);
            position = lines.get(lines.size() - 1).end();
        } finally {
            position = Math.max(position, sink.taken(unit, source));
        }
    }

    /** Bytes that were given back read as zeros; how many they are may have been lost. */
    private void skipHole(FileChannel channel) throws IOException {
        byte[] bytes = new byte[SLICE];
        int length = position == 0 ? fill(channel, 0, new byte[1], bytes) : 0;
        while (length > 0) {
            int zeros = 0;
            while (zeros < length && bytes[zeros] == 0) {
                zeros++;
            }
            position += zeros;
            length = zeros == length ? fill(channel, position, bytes) : 0;
        }
    }

    /** Nothing, unless the file begins with a zero. */
    private static int fill(FileChannel channel, long from, byte[] first, byte[] bytes) throws IOException {
        return fill(channel, from, first) == 1 && first[0] == 0 ? fill(channel, from, bytes) : 0;
    }

    private static int fill(FileChannel channel, long from, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            continue;
        }
        return buffer.position();
    }

    private void skipBacklog(FileChannel channel, long size) throws IOException {
        if (size - position <= MAX_BACKLOG) {
            return;
        }
        long target = nextLine(channel, size - KEPT_BACKLOG);
        sink.skip(unit, source, target);
        skipped += target - position;
        position = target;
    }

    private static long nextLine(FileChannel channel, long from) throws IOException {
        byte[] bytes = new byte[LineSplitter.MAX_LINE];
        int length = fill(channel, from, bytes);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                return from + i + 1;
            }
        }
        return from;
    }

    void noteSkipped() {
        if (skipped > 0) {
            long bytes = skipped;
            skipped = 0;
            sink.note(
                    unit,
                    "%s: %,d bytes of output were dropped: they were printed faster than they can be kept"
                            .formatted(unit, bytes));
        }
    }

    private void punch() throws IOException {
        if (position - punched < PUNCH_EVERY) {
            return;
        }
        sink.sync(unit);
        mark.write(position);
        punched = position;
        PunchHole.punch(unit, file, position - position % BLOCK);
    }
}
