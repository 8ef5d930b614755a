package io.paz.host.manager.process;

import io.paz.host.manager.process.FolderWatch.Watcher;
import io.paz.task.FailureReport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reports folders as changed again and again, in a thread that starts with the first of them. */
final class FolderPolling implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final FailureReport failures = new FailureReport("reading the folders that the kernel does not watch");
    private final Thread thread = new Thread(this::poll, "host-poll");

    /** Returns what ends the polling. */
    synchronized Runnable add(Watcher watcher) {
        watchers.add(watcher);
        if (thread.getState() == Thread.State.NEW) {
            thread.setDaemon(true);
            thread.start();
        }
        return () -> watchers.remove(watcher);
    }

    private void poll() {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                watchers.forEach(watcher ->
                        failures.run(() -> watcher.changed(""), "next attempt in " + INTERVAL.toMillis() + " ms"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until nothing is reported any more. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
