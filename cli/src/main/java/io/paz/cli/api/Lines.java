package io.paz.cli.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines that come one by one; whoever reads them may do something else while none comes. */
public final class Lines implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;
    private static final int MAX_WAITING = 1000;

    /** What came: a line, the end, or nothing yet. */
    public enum Kind {
        LINE,
        END,
        NOTHING_YET
    }

    /** A line, or why there is none. */
    public record Event(Kind kind, String line) {}

    private static final Event NOTHING_YET = new Event(Kind.NOTHING_YET, "");

    private final InputStream stream;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MAX_WAITING);

    Lines(InputStream stream) {
        this.stream = stream;
        Thread reader = new Thread(this::read, "lines");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next one; waits for it for as long as is said. */
    public Event next(Duration wait) {
        try {
            return Optional.ofNullable(events.poll(wait.toMillis(), TimeUnit.MILLISECONDS))
                    .orElse(NOTHING_YET);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted.");
        }
    }

    private void read() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                take(buffer, count, line);
            }
            events.put(new Event(Kind.END, ""));
        } catch (IOException e) {
            endWith(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(byte[] buffer, int count, ByteArrayOutputStream line) throws InterruptedException, IOException {
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                events.put(new Event(Kind.LINE, line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else if (line.size() < MAX_LINE_BYTES) {
                line.write(buffer[i]);
            } else {
                throw new IOException("a line is longer than " + MAX_LINE_BYTES + " bytes");
            }
        }
    }

    private void endWith(String why) {
        try {
            events.put(new Event(Kind.END, why));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw CommandException.failed("The stream cannot be closed: " + e.getMessage());
        }
    }
}
