package io.paz.scheduler.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Queue of the jobs of one service, executed one at a time. Of jobs that are alike at most one waits: a newer one takes the place of an older.
 * All methods but {@link #isBeingDeleted} are called under the queue's own lock.
 */
final class ServiceQueue {

    private final Queue<Job<?>> ready = new ArrayDeque<>();
    private final List<Job<?>> waiting = new ArrayList<>();
    private final Queue<Runnable> unsaved = new ArrayDeque<>();
    private final List<Job<?>> interrupted = new ArrayList<>();
    private boolean busy;
    private volatile boolean beingDeleted;

    /** Puts a job at the end; gives the one whose place it took. */
    List<Job<?>> offer(Job<?> job) {
        List<Job<?>> older = waiting.stream().filter(job::supersedes).toList();
        waiting.removeAll(older);
        waiting.add(job);
        return older;
    }

    /** Takes those that wait out of the line. */
    List<Job<?>> withdrawWaiting() {
        List<Job<?>> withdrawn = List.copyOf(waiting);
        waiting.clear();
        return withdrawn;
    }

    /** Puts one that is to run now, or that a stop cut off, before any that waits. */
    void ready(Job<?> job) {
        ready.add(job);
    }

    /** Keeps what must be written before any other job of the service runs. */
    void saveFirst(Runnable write) {
        unsaved.add(write);
    }

    Optional<Runnable> nextUnsaved() {
        return Optional.ofNullable(unsaved.poll());
    }

    /** Sets a job aside that ended with an unexpected failure, until another one has ended. */
    void setAside(Job<?> job) {
        interrupted.add(job);
    }

    /** Queues the jobs that were set aside again. */
    void requeueInterrupted() {
        ready.addAll(interrupted);
        interrupted.clear();
    }

    /** The next job to run. */
    Optional<Job<?>> next() {
        Job<?> first = ready.poll();
        return first == null && !waiting.isEmpty() ? Optional.of(waiting.remove(0)) : Optional.ofNullable(first);
    }

    /** Whether the queue was idle, so that the caller must start a worker. */
    boolean startIfIdle() {
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

    void startDeletion() {
        beingDeleted = true;
    }

    void endDeletion() {
        beingDeleted = false;
    }

    /** Whether the service is being deleted; from any thread. */
    boolean isBeingDeleted() {
        return beingDeleted;
    }
}
