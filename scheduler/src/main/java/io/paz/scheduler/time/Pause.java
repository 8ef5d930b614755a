package io.paz.scheduler.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interruptible waits of worker threads; a shutdown ends all of them. */
public final class Pause {

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @throws StoppedException when the scheduler stops meanwhile */
    public void of(Duration time) {
        try {
            if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    public void stop() {
        stopped.countDown();
    }

    public static StoppedException interrupted() {
        Thread.currentThread().interrupt();
        return new StoppedException();
    }

    /** The scheduler stops; what is on disk is taken up again at the next start. */
    public static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
