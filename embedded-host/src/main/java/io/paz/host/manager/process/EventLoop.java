package io.paz.host.manager.process;

import io.paz.host.manager.Timers;
import io.paz.task.FailureReport;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that the unit manager runs on. What is given to it after it was closed is dropped. */
public final class EventLoop implements Executor, Timers, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "host-manager"));

    public EventLoop() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable action) {
        try {
            executor.execute(() -> run(action));
        } catch (RejectedExecutionException e) {
            log.debug("The host is stopping; a task was dropped", e);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        try {
            var future = executor.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            log.debug("The host is stopping; a timer was dropped", e);
            return () -> {};
        }
    }

    /**
     * Runs the action again and again, whatever it ends with.
     *
     * @param name of the action in the log
     */
    public void every(String name, Duration interval, Runnable action) {
        every(new FailureReport(name), interval, action);
    }

    private void every(FailureReport failures, Duration interval, Runnable action) {
        after(interval, () -> {
            failures.run(action, "next attempt in " + interval.toSeconds() + " s");
            every(failures, interval, action);
        });
    }

    /** One unit's trouble must not end the manager of all others. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            log.error("A step of the unit manager failed; continuing with the next", e);
        }
    }

    /** Waits for the step that is under way. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("The unit manager did not stop within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
