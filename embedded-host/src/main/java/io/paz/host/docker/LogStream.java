package io.paz.host.docker;

import io.paz.host.container.ContainerLogs.LogListener;
import io.paz.host.container.ContainerLogs.Reading;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container's log on its way, read by a thread of its own. It is read as it comes, and not through docker-java's callback, which
 * breaks frames at the end of its buffer: each frame is one entry, and its time stands at its beginning only.
 */
final class LogStream implements Reading {
    private static final Logger log = LoggerFactory.getLogger(LogStream.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int BUFFER = 16 * 1024;
    private static final int MAX_HEADER = 8 * 1024;
    private static final int STDERR = 2;
    /** The engine breaks longer entries; above this, the stream is not of the expected form. */
    private static final int MAX_FRAME = 1024 * 1024;

    private static final int STACK = 128 * 1024;

    private final Path socket;
    private final String path;
    private final LogListener listener;
    private @Nullable SocketChannel channel;
    private boolean isClosed;

    private LogStream(Path socket, String path, LogListener listener) {
        this.socket = socket;
        this.path = path;
        this.listener = listener;
    }

    static Reading open(Path socket, String id, long sinceNanos, int tail, boolean follow, LogListener listener) {
        String path = "/containers/%s/logs?stdout=1&stderr=1&timestamps=1&follow=%d&since=%d.%09d&tail=%s"
                .formatted(
                        id,
                        follow ? 1 : 0,
                        sinceNanos / NANOS_PER_SECOND,
                        sinceNanos % NANOS_PER_SECOND,
                        tail == 0 ? "all" : String.valueOf(tail));
        LogStream stream = new LogStream(socket, path, listener);
        Thread thread = new Thread(null, stream::run, "host-log-" + id.substring(0, Math.min(12, id.length())), STACK);
        thread.setDaemon(true);
        thread.start();
        return stream;
    }

    private void run() {
        boolean isComplete = false;
        try (SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            if (keep(connected)) {
                isComplete = request(connected);
            }
        } catch (IOException | RuntimeException e) {
            // An engine that ended, or a reading that was closed.
            log.debug("The log at {} cannot be read on", path, e);
        }
        if (!isClosed()) {
            listener.ended(isComplete);
        }
    }

    private synchronized boolean keep(SocketChannel connected) {
        channel = connected;
        return !isClosed;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    /** By HTTP/1.0 the body comes as it is, and its end is that of the connection. */
    private boolean request(SocketChannel connected) throws IOException {
        String head = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
        connected.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        DataInputStream stream =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(connected), BUFFER));
        String status = readLine(stream);
        while (!readLine(stream).isEmpty()) {
            continue;
        }
        if (!status.contains(" 200 ")) {
            log.info("The log of a container cannot be read: the engine answers {}", status);
            return false;
        }
        return read(stream);
    }

    private static String readLine(DataInputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = stream.readUnsignedByte(); each != '\n'; each = stream.readUnsignedByte()) {
            if (line.length() > MAX_HEADER) {
                throw new IOException("a header longer than " + MAX_HEADER + " bytes");
            }
            line.append((char) each);
        }
        return line.toString().strip();
    }

    /** Returns whether the log is over, and not only the connection. */
    private boolean read(DataInputStream stream) throws IOException {
        while (true) {
            int type = stream.read();
            if (type < 0) {
                return true;
            }
            stream.skipNBytes(3);
            int length = stream.readInt();
            if (length < 0 || length > MAX_FRAME) {
                throw new IOException("a frame of " + length + " bytes (expected: at most " + MAX_FRAME + ")");
            }
            byte[] frame = stream.readNBytes(length);
            if (frame.length < length) {
                throw new EOFException("the log ends within a frame");
            }
            pass(frame, type == STDERR);
        }
    }

    private void pass(byte[] frame, boolean isError) {
        int blank = 0;
        while (blank < frame.length && frame[blank] != ' ') {
            blank++;
        }
        try {
            Instant time = Instant.parse(new String(frame, 0, blank, StandardCharsets.ISO_8859_1));
            listener.entry(
                    time.getEpochSecond() * NANOS_PER_SECOND + time.getNano(),
                    isError,
                    Arrays.copyOfRange(frame, Math.min(blank + 1, frame.length), frame.length));
        } catch (DateTimeException e) {
            log.warn("An entry of a container's log without a time is left out: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        SocketChannel open;
        synchronized (this) {
            isClosed = true;
            open = channel;
        }
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            log.debug("The log at {} was not closed properly", path, e);
        }
    }
}
