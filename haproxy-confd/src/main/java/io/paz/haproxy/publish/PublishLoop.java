package io.paz.haproxy.publish;

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
 * Publishes the newest keys in a thread of its own: the first change at once, those that follow closely together, and
 * again what did not succeed.
 */
public final class PublishLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PublishLoop.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

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

    /** @param window least time between the end of one publication and the beginning of the next */
    public PublishLoop(Rendering rendering, Publisher publisher, Duration window) {
        this.rendering = rendering;
        this.publisher = publisher;
        this.window = window;
        this.thread = new Thread(this::run, "haproxy-publish");
        this.thread.setDaemon(true);
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
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        SortedMap<String, String> keys = null;
        Duration retry = null;
        try {
            while (closed.getCount() > 0) {
                SortedMap<String, String> next = take(retry);
                keys = next == null ? keys : next;
                if (keys == null || closed.getCount() == 0) {
                    continue;
                }
                retry = publish(keys) ? null : after(next == null ? retry : null);
                if (closed.await(window.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            log.debug("Publishing ended", e);
        }
    }

    private static Duration after(@Nullable Duration retry) {
        if (retry == null) {
            return FIRST_RETRY;
        }
        Duration doubled = retry.multipliedBy(2);
        return doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    }

    /** The keys that wait, waiting for them as long as there is nothing to try again; null when it is time to do so. */
    private @Nullable SortedMap<String, String> take(@Nullable Duration retry) throws InterruptedException {
        lock.lock();
        try {
            long left = retry == null ? Long.MAX_VALUE : retry.toNanos();
            while (waiting == null && left > 0 && closed.getCount() > 0) {
                left = arrived.awaitNanos(left);
            }
            SortedMap<String, String> taken = waiting;
            waiting = null;
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
