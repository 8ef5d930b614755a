package io.paz.task;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A task that runs again and again on a daemon thread of its own, whatever happened in an earlier run. */
public final class PeriodicTask implements AutoCloseable {
    private final Duration interval;
    private final Runnable action;
    private final FailureReport report;
    private final ScheduledExecutorService thread;

    private PeriodicTask(String name, Duration interval, Runnable action) {
        this.interval = interval;
        this.action = action;
        this.report = new FailureReport(name);
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, name));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name.replace(' ', '-'));
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a task, whose first run is at once.
     *
     * @param name of the task in the log and of its thread
     * @param interval between the end of one run and the start of the next
     */
    public static PeriodicTask start(String name, Duration interval, Runnable action) {
        return start(name, Duration.ZERO, interval, action);
    }

    /** Starts a task, whose first run is after the delay. */
    public static PeriodicTask start(String name, Duration delay, Duration interval, Runnable action) {
        PeriodicTask task = new PeriodicTask(name, interval, action);
        Future<?> unused = task.thread.scheduleWithFixedDelay(
                task::run, delay.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return task;
    }

    private void run() {
        report.run(action, "next attempt in " + seconds(interval));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() < 1000 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
    }

    /** Interrupts a run that is under way, and does not wait for its end. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Runs a last action after the run that is under way, and waits for its end, but not longer than the timeout. */
    public void closeAfter(Runnable lastAction, Duration timeout) {
        Future<?> unused = thread.submit(() -> report.run(lastAction, "the task is closing"));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
