package io.paz.host.manager.process.output;

import io.paz.host.manager.process.output.OutputSink.PrintedLine;
import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lines that come from elsewhere than a file, on their way to the journal. Whoever puts one waits while too much waits here, so that
 * it is the sender who is held up. They are taken by the thread that reads output, in turn with that of other units.
 */
public final class LineQueue {
    /** What is taken in one turn, as of a file. */
    private static final int MAX_WAITING = OutputFile.SLICE;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final UnitName unit;
    private final String source;
    private final OutputThread thread;
    private final OutputSink sink;
    private final FailureReport failures;
    // The rest is guarded by this.
    private final Deque<PrintedLine> lines = new ArrayDeque<>();
    private int waiting;
    private boolean isDue;

    /** @param source of the lines' positions */
    public LineQueue(UnitName unit, String source, OutputThread thread, OutputSink sink) {
        this.unit = unit;
        this.source = source;
        this.thread = thread;
        this.sink = sink;
        this.failures = new FailureReport("keeping of the output of " + unit);
    }

    /** The position of the last line that is kept; 0 for none. */
    public long taken() {
        return sink.taken(unit, source);
    }

    /** Begins with positions anew, before any line is put. */
    public void restart() {
        sink.skip(unit, source, 0);
    }

    /** Waits until there is room. */
    public synchronized void put(PrintedLine line) throws InterruptedException {
        while (waiting >= MAX_WAITING) {
            wait();
        }
        add(line);
    }

    /** Adds a line of the host's own, room or not. */
    public synchronized void add(PrintedLine line) {
        lines.add(line);
        waiting += line.text().length() + 1;
        makeDue(Duration.ZERO);
    }

    /** Adds a warning to the unit's journal. */
    public void note(String message) {
        sink.note(unit, message);
    }

    /** Runs the action once what was put so far is kept, or the disk is full. */
    public void flush(Runnable action) {
        thread.urgently(() -> {
            try {
                takeAll();
            } finally {
                action.run();
            }
        });
    }

    private synchronized void makeDue(Duration delay) {
        if (!isDue) {
            isDue = true;
            thread.later(delay, this::turn);
        }
    }

    private void turn() {
        boolean isKept = takeAll();
        synchronized (this) {
            isDue = false;
            if (!lines.isEmpty()) {
                makeDue(isKept ? PAUSE : AFTER_FAILURE);
            }
        }
    }

    private boolean takeAll() {
        List<PrintedLine> present;
        synchronized (this) {
            present = new ArrayList<>(lines);
        }
        boolean isKept = present.isEmpty()
                || failures.run(
                        () -> sink.lines(unit, source, present),
                        "next attempt in " + AFTER_FAILURE.toSeconds() + " s; the container's output waits");
        remove(present, isKept ? Long.MAX_VALUE : taken());
        return isKept;
    }

    /** Where not all were kept, the first of them may have been. */
    private synchronized void remove(List<PrintedLine> present, long taken) {
        for (PrintedLine line : present) {
            if (line.end() > taken) {
                break;
            }
            lines.remove();
            waiting -= line.text().length() + 1;
        }
        notifyAll();
    }
}
