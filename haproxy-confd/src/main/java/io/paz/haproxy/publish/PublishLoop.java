package io.paz.haproxy.publish;

import io.paz.task.FailureReport;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the newest keys in a thread of its own: a change at once, all that come during a publication or soon after a
 * reload together, and again what did not succeed. Between them it looks after what takes its time in HAProxy, and writes again what
 * became of its files on the disk.
 */
public final class PublishLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PublishLoop.class);
    private static final Duration INITIAL_RETRY_DELAY = Duration.ofMillis(500);
    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(10);
    private static final Duration INITIAL_CHECK_DELAY = Duration.ofMillis(50);
    private static final Duration MAX_CHECK_DELAY = Duration.ofSeconds(1);
    private static final Duration FILE_CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** Makes the texts of the files of the keys. */
    public interface Rendering {
        SortedMap<String, String> render(SortedMap<String, String> keys);
    }

    private final Rendering rendering;
    private final Publisher publisher;
    private final Duration window;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private @Nullable SortedMap<String, String> waiting;
    private boolean filesWritten;

    // The rest belongs to the thread.
    private final FailureReport failures = new FailureReport("publishing to HAProxy");
    private @Nullable SortedMap<String, String> keys;
    private @Nullable Duration pause;
    private boolean good = true;
    private boolean windowIsDue;

    /** @param window least time between a reload, or a publication that failed, and the next publication */
    public PublishLoop(Rendering rendering, Publisher publisher, Duration window) {
        this.rendering = rendering;
        this.publisher = publisher;
        this.window = window;
        this.thread = new Thread(this::run, "haproxy-publish");
        this.thread.setDaemon(true);
        publisher.listen(this::wakeForFiles);
    }

    public void start() {
        thread.start();
    }

    /** Has these keys published instead of any that still wait. Does not wait itself. */
    public void offer(SortedMap<String, String> keys) {
        lock.lock();
        try {
            waiting = keys;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void wakeForFiles() {
        lock.lock();
        try {
            filesWritten = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends after the publication that is under way, if there is one. */
    @Override
    public void close() {
        closed.countDown();
        lock.lock();
        try {
            arrived.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                SortedMap<String, String> next = take(pause);
                if (closed.getCount() > 0 && !failures.run(() -> turn(next), "publishing goes on")) {
                    recover(next);
                }
                if (windowIsDue && closed.await(window.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            log.debug("Publishing ended", e);
        } finally {
            publisher.close();
        }
    }

    /** Publishes what is new or was not published, or else looks after what takes its time. */
    private void turn(@Nullable SortedMap<String, String> next) {
        windowIsDue = false;
        keys = next == null ? keys : next;
        if (keys == null) {
            return;
        }
        int reloads = publisher.status().reloads();
        if (!publisher.finish()) {
            good = false;
            pause = null;
        }
        if (next == null && publisher.isSettled()) {
            publisher.countOldProcesses();
        }
        boolean unsettled = next == null && good && !publisher.isSettled();
        if (unsettled && publisher.settle()) {
            pause = publisher.isSettled() ? FILE_CHECK_INTERVAL : longer(pause, INITIAL_CHECK_DELAY, MAX_CHECK_DELAY);
            return;
        }
        good = publish(keys);
        windowIsDue = !good || publisher.status().reloads() > reloads;
        pause = good ? untilLook() : longer(next == null ? pause : null, INITIAL_RETRY_DELAY, MAX_RETRY_DELAY);
    }

    /** After a failure that nobody expected, the newest keys are published again. */
    private void recover(@Nullable SortedMap<String, String> next) {
        good = false;
        windowIsDue = true;
        pause = longer(next == null ? pause : null, INITIAL_RETRY_DELAY, MAX_RETRY_DELAY);
    }

    private Duration untilLook() {
        return publisher.isSettled() ? FILE_CHECK_INTERVAL : INITIAL_CHECK_DELAY;
    }

    private static Duration longer(@Nullable Duration pause, Duration first, Duration longest) {
        if (pause == null) {
            return first;
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /** The keys that wait, waiting for them as long as there is nothing to do without them; null when it is time for that. */
    private @Nullable SortedMap<String, String> take(@Nullable Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause == null ? Long.MAX_VALUE : pause.toNanos();
            while (waiting == null && !filesWritten && left > 0 && closed.getCount() > 0) {
                left = arrived.awaitNanos(left);
            }
            SortedMap<String, String> taken = waiting;
            waiting = null;
            filesWritten = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private boolean publish(SortedMap<String, String> keys) {
        try {
            return publisher.publish(rendering.render(keys));
        } catch (RuntimeException e) {
            publisher.failed("rendering failed: " + e.getMessage(), e);
            return false;
        }
    }
}
