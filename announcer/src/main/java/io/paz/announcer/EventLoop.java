package io.paz.announcer;

import io.paz.task.FailureReport;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread to which the announcer's state belongs. An action that fails is logged, and stops no other. */
final class EventLoop {

    private final ScheduledExecutorService thread;
    private final FailureReport failures = new FailureReport("announcer");

    EventLoop(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    void run(Runnable action) {
        thread.execute(() -> guarded(action));
    }

    void schedule(Duration delay, Runnable action) {
        Future<?> unused = thread.schedule(() -> guarded(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void guarded(Runnable action) {
        failures.run(action, "other instances go on");
    }
}
