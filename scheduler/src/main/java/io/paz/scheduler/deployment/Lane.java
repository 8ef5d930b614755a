package io.paz.scheduler.deployment;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The work of one service, one piece at a time. At most one deployment waits: a newer one takes the place of an older. All
 * methods but {@link #isLeaving} are called under the lane's own lock.
 */
final class Lane {

    private final Queue<Deployment> ready = new ArrayDeque<>();
    private @Nullable Deployment waiting;
    private boolean busy;
    private volatile boolean leaving;

    /** Puts a deployment in line; gives the one whose place it took. */
    Optional<Deployment> offer(Deployment deployment) {
        Optional<Deployment> older = Optional.ofNullable(waiting);
        waiting = deployment;
        return older;
    }

    /** Takes the one that waits out of the line. */
    Optional<Deployment> withdrawWaiting() {
        Optional<Deployment> withdrawn = Optional.ofNullable(waiting);
        waiting = null;
        return withdrawn;
    }

    /** Puts one that is to run now, or that a stop cut off, before any that waits. */
    void ready(Deployment deployment) {
        ready.add(deployment);
    }

    /** The next deployment to run. */
    Optional<Deployment> next() {
        Deployment first = ready.poll();
        return first == null ? withdrawWaiting() : Optional.of(first);
    }

    /** Whether the lane was idle, so that the caller must start a worker. */
    boolean becomeBusy() {
        boolean idle = !busy;
        busy = true;
        return idle;
    }

    void becomeIdle() {
        busy = false;
    }

    boolean isBusy() {
        return busy;
    }

    void leave() {
        leaving = true;
    }

    void left() {
        leaving = false;
    }

    /** Whether the service is being deleted; from any thread. */
    boolean isLeaving() {
        return leaving;
    }
}
