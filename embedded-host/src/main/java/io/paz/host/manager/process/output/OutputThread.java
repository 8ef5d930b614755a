package io.paz.host.manager.process.output;

import io.paz.task.FailureReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The one thread that reads output. What waits longest comes first; what is urgent comes before that. */
public final class OutputThread implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final DelayQueue<Turn> turns = new DelayQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final FailureReport failures = new FailureReport("reading of output");
    private final Thread thread = new Thread(this::run, "host-output");
    /** Folders whose rest is being taken. Belongs to the thread. */
    private final Set<Path> claimed = new HashSet<>();

    private volatile boolean closed;

    public OutputThread() {
        thread.setDaemon(true);
        thread.start();
    }

    private record Turn(long due, long number, Runnable action) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return due == 0 ? 0 : unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof Turn turn ? compareTo(turn) : 0;
        }

        private int compareTo(Turn other) {
            if (due == 0 || other.due == 0) {
                return due == other.due ? Long.compare(number, other.number) : due == 0 ? -1 : 1;
            }
            return due == other.due ? Long.compare(number, other.number) : Long.compare(due - other.due, 0);
        }
    }

    void later(Duration delay, Runnable action) {
        turns.add(new Turn(Math.max(1, System.nanoTime() + delay.toNanos()), count.incrementAndGet(), action));
    }

    void urgently(Runnable action) {
        turns.add(new Turn(0, count.incrementAndGet(), action));
    }

    /** Returns whether nobody takes the rest of that folder yet. */
    boolean claim(Path folder) {
        return claimed.add(folder);
    }

    void release(Path folder) {
        claimed.remove(folder);
    }

    private void run() {
        try {
            while (!closed) {
                failures.run(turns.take().action(), "other units are read on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the slice that is under way; what is left is read by the next host. */
    @Override
    public void close() {
        closed = true;
        urgently(() -> {});
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
