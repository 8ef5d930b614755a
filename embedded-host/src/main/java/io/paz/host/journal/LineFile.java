package io.paz.host.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of JSON lines. Whatever it holds, reading it leaves out what is no whole line, and holds one line at a time. */
record LineFile(Path path) {
    private static final Logger log = LoggerFactory.getLogger(LineFile.class);
    /** A message of 48 KiB, each byte escaped. */
    private static final int MAX_LINE = 512 * 1024;

    private static final int BUFFER = 64 * 1024;

    /** Is shown each line and where it stands. */
    interface Visitor {
        void visit(Line line, long offset, int length);
    }

    long size() {
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing where there is no such file. */
    void read(Visitor visitor) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            read(Channels.newInputStream(channel), visitor);
        } catch (NoSuchFileException e) {
            log.debug("{} is not there", path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(InputStream bytes, Visitor visitor) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        long offset = 0;
        long broken = 0;
        for (int length = bytes.read(buffer); length > 0; length = bytes.read(buffer)) {
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    append(line, buffer, start, i);
                    broken += show(line, offset + i, visitor);
                    line.reset();
                    start = i + 1;
                }
            }
            append(line, buffer, start, length);
            offset += length;
        }
        broken += show(line, offset, visitor);
        if (broken > 0) {
            log.warn("{}: {} lines were not written to their end and are left out", path, broken);
        }
    }

    /** What exceeds the longest line is left out, and with it the line. */
    private static void append(ByteArrayOutputStream line, byte[] buffer, int from, int to) {
        line.write(buffer, from, Math.min(to - from, MAX_LINE - line.size()));
    }

    /** Returns how many lines were broken. */
    private static int show(ByteArrayOutputStream bytes, long end, Visitor visitor) {
        if (bytes.size() == 0) {
            return 0;
        }
        Optional<Line> line = bytes.size() < MAX_LINE ? Line.parse(bytes.toByteArray()) : Optional.empty();
        line.ifPresent(whole -> visitor.visit(whole, end - bytes.size(), bytes.size()));
        return line.isPresent() ? 0 : 1;
    }

    /** The line at that place, if there is one still. */
    Optional<Line> line(long offset, int length) {
        byte[] bytes = new byte[length];
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
                continue;
            }
            return buffer.hasRemaining() ? Optional.empty() : Line.parse(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
