package io.paz.host.manager.container;

import io.paz.host.container.ContainerLogs;
import io.paz.host.container.ContainerLogs.LogListener;
import io.paz.host.container.ContainerLogs.Reading;
import io.paz.host.container.EngineException;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.manager.process.output.OutputSink.PrintedLine;
import io.paz.host.unit.UnitName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the log of one container to the unit's journal. An entry's time is its position: a reading that broke off, or ended with
 * the host, continues after the last line that was kept. What is printed faster than it is kept waits at the engine; where too much
 * waits, the reading goes on with the last entries.
 */
final class ContainerLog {
    /** As of a file of output. */
    private static final long MAX_BACKLOG = 8L * 1024 * 1024;

    private static final int MAX_LINE = 48 * 1024;
    private static final int LAST_ENTRIES = 1000;
    private static final Duration MAX_LAG = Duration.ofSeconds(1);
    private static final Duration NOTE_INTERVAL = Duration.ofSeconds(10);

    private final UnitName unit;
    private final ContainerLogs engine;
    private final String id;
    private final LineQueue queue;
    private final Clock clock;

    // The rest is guarded by this.
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    /** Time of the last entry that was taken. */
    private long position;
    /** Bytes that were taken since the last entry that was not late. */
    private long late;

    private Duration dropped = Duration.ZERO;
    private Instant notedAt = Instant.EPOCH;
    private int generation;
    private @Nullable Reading reading;

    /** @param position time of the last entry that an earlier host kept; 0 for none */
    ContainerLog(UnitName unit, ContainerLogs engine, String id, LineQueue queue, Clock clock, long position) {
        this.unit = unit;
        this.engine = engine;
        this.id = id;
        this.queue = queue;
        this.clock = clock;
        this.position = position;
    }

    /** What follows the end of a reading. */
    interface End {
        void ended(boolean isComplete);
    }

    /** Reads for as long as the container runs. */
    void follow(End end) throws EngineException {
        open(0, true, end);
    }

    /** Reads what is left of a container that has ended. */
    void readRest(End end) throws EngineException {
        open(LAST_ENTRIES, false, end);
    }

    private void open(int tail, boolean follow, End end) throws EngineException {
        Reader reader;
        long since;
        synchronized (this) {
            reader = new Reader(++generation, follow, tail > 0 && follow, position, end);
            since = position;
        }
        Reading opened = engine.readLog(id, since, tail, follow, reader);
        synchronized (this) {
            if (reader.isCurrent()) {
                reading = opened;
                return;
            }
        }
        opened.close();
    }

    void close() {
        Reading open;
        synchronized (this) {
            generation++;
            open = reading;
            reading = null;
            noteDropped(true);
            finishLines();
        }
        if (open != null) {
            open.close();
        }
    }

    /** One reading; a later one takes its place. */
    private final class Reader implements LogListener {
        private final int number;
        private final boolean follow;
        private final long since;
        private final End end;
        private boolean isFirstAfterDrop;

        Reader(int number, boolean follow, boolean isFirstAfterDrop, long since, End end) {
            this.number = number;
            this.follow = follow;
            this.isFirstAfterDrop = isFirstAfterDrop;
            this.since = since;
            this.end = end;
        }

        boolean isCurrent() {
            return number == generation;
        }

        @Override
        public void entry(long nanos, boolean isError, byte[] bytes) {
            PrintedLine line = null;
            boolean isTooLate;
            synchronized (ContainerLog.this) {
                if (!isCurrent() || nanos <= since) {
                    return;
                }
                if (isFirstAfterDrop) {
                    isFirstAfterDrop = false;
                    drop(nanos);
                }
                line = append(isError ? errors : output, nanos, bytes);
                isTooLate = isTooLate(nanos, bytes.length);
            }
            try {
                if (line != null) {
                    queue.put(line);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (follow && isTooLate) {
                readLastEntries(end);
            }
        }

        @Override
        public void ended(boolean isComplete) {
            synchronized (ContainerLog.this) {
                if (!isCurrent()) {
                    return;
                }
            }
            end.ended(isComplete);
        }
    }

    /** Returns the line that the entry ends. The engine breaks long lines into several entries. */
    private @Nullable PrintedLine append(ByteArrayOutputStream line, long nanos, byte[] bytes) {
        position = Math.max(position, nanos);
        boolean isEnd = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        line.write(bytes, 0, isEnd ? bytes.length - 1 : bytes.length);
        return isEnd || line.size() >= MAX_LINE ? cut(line) : null;
    }

    private PrintedLine cut(ByteArrayOutputStream line) {
        PrintedLine whole = new PrintedLine(line.toString(StandardCharsets.UTF_8), position);
        line.reset();
        return whole;
    }

    private void finishLines() {
        for (ByteArrayOutputStream line : List.of(output, errors)) {
            if (line.size() > 0) {
                queue.add(cut(line));
            }
        }
    }

    private boolean isTooLate(long nanos, int length) {
        boolean isLate = lag(nanos).compareTo(MAX_LAG) > 0;
        late = isLate ? late + length : 0;
        if (!isLate) {
            noteDropped(false);
        }
        return late > MAX_BACKLOG;
    }

    private Duration lag(long nanos) {
        return Duration.between(Instant.EPOCH.plus(nanos, ChronoUnit.NANOS), clock.instant());
    }

    private void readLastEntries(End end) {
        Reading old;
        synchronized (this) {
            old = reading;
            reading = null;
            late = 0;
        }
        if (old != null) {
            old.close();
        }
        try {
            open(LAST_ENTRIES, true, end);
        } catch (EngineException e) {
            end.ended(false);
        }
    }

    private void drop(long nanos) {
        output.reset();
        errors.reset();
        dropped = dropped.plusNanos(nanos - position);
    }

    private void noteDropped(boolean isLast) {
        if (dropped.isZero() || !isLast && notedAt.plus(NOTE_INTERVAL).isAfter(clock.instant())) {
            return;
        }
        queue.note("%s: output of %.1f s was dropped: it was printed faster than it can be kept"
                .formatted(unit, dropped.toMillis() / 1000.0));
        dropped = Duration.ZERO;
        notedAt = clock.instant();
    }
}
