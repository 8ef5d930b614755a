package io.paz.host.manager.process;

import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a unit's processes append to its file, line by line, and gives the room of what was read back to the file
 * system. The file is never cut or renamed, so that a process that writes meanwhile loses nothing. Safe for several threads.
 */
final class OutputFollower {
    /** As journald: a line that goes on for longer is broken. */
    private static final int MAX_LINE = 48 * 1024;

    private static final Logger log = LoggerFactory.getLogger(OutputFollower.class);

    private static final int BUFFER = 64 * 1024;
    private static final long PUNCH_EVERY = 1024 * 1024;
    private static final long BLOCK = 4096;

    private final UnitName unit;
    private final Path file;
    private final String source;
    private final OutputSink sink;
    private long position;
    private long punched;

    OutputFollower(UnitName unit, Path file, OutputSink sink) {
        this.unit = unit;
        this.file = file;
        this.source = file.getFileName().toString();
        this.sink = sink;
        this.punched = readPunched();
        this.position = Math.max(punched, sink.taken(unit, source));
    }

    /** The journal may have dropped the lines that would tell how far the file was read. */
    private Path punchedFile() {
        return file.resolveSibling("punched");
    }

    private long readPunched() {
        try {
            return Files.exists(punchedFile()) ? Long.parseLong(Files.readString(punchedFile())) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param last whether nobody writes any more, so that what stands there without a line end is a line as well */
    synchronized void drain(boolean last) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, channel.size() - position + 1)));
            while (channel.read(buffer.clear(), position) > 0) {
                long before = position;
                takeLines(buffer.flip());
                if (position == before) {
                    takeRest(buffer, last);
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        punch();
    }

    private void takeLines(ByteBuffer buffer) {
        byte[] bytes = buffer.array();
        int start = 0;
        for (int i = 0; i < buffer.limit(); i++) {
            boolean lineEnd = bytes[i] == '\n';
            if (lineEnd || i - start == MAX_LINE) {
                int next = lineEnd ? i + 1 : i;
                take(bytes, start, i, next - start);
                start = next;
            }
        }
    }

    private void takeRest(ByteBuffer buffer, boolean last) {
        if (last) {
            take(buffer.array(), 0, buffer.limit(), buffer.limit());
        }
    }

    private void take(byte[] bytes, int from, int to, int length) {
        position += length;
        sink.line(unit, source, position, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private void punch() {
        if (position - punched < PUNCH_EVERY) {
            return;
        }
        sink.sync(unit);
        punched = position;
        try {
            Files.writeString(punchedFile(), String.valueOf(punched));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Launcher.punchHole(file, position - position % BLOCK)) {
            log.warn("The room of what {} printed cannot be given back: no fallocate on this file system", unit);
        }
    }
}
