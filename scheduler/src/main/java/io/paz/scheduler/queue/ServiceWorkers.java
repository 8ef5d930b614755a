package io.paz.scheduler.queue;

import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Pause.StoppedException;
import io.paz.scheduler.time.Timeouts;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the jobs of each service sequentially, and different services in parallel. Safe for several threads. */
public final class ServiceWorkers {

    private static final System.Logger log = System.getLogger(ServiceWorkers.class.getName());

    private static final int POLLS_BEFORE_NEXT_REMOVAL = 20;

    private final Map<String, ServiceQueue> queues = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> removals = new ConcurrentHashMap<>();
    private final DeploymentRepository repository;
    private final Consumer<String> removal;
    private final Timeouts timeouts;
    private final Pause pause;
    private final Executor executor;

    public ServiceWorkers(
            DeploymentRepository repository,
            Consumer<String> removal,
            Timeouts timeouts,
            Pause pause,
            Executor executor) {
        this.repository = repository;
        this.removal = removal;
        this.timeouts = timeouts;
        this.pause = pause;
        this.executor = executor;
    }

    /**
     * Accepts work on the service and sees to its run.
     *
     * @param earlier what the same request got before; asked while nothing else of the service can be accepted, so that of requests
     *     with one key that come at once only one is new
     * @param append keeps it; called while nothing else of the service can be accepted
     */
    public <T> Ticket<T> accept(
            JobRegistry<T> line, String service, Supplier<Optional<T>> earlier, Supplier<T> append) {
        ServiceQueue queue = queue(service);
        synchronized (queue) {
            Optional<T> known = earlier.get();
            if (known.isPresent()) {
                return line.follow(known.get());
            }
            if (queue.isBeingDeleted()) {
                throw DeploymentRefusedException.conflict("service " + service
                        + " is being deleted (expected: one that stays; create it again when it is gone)");
            }
            if (line.isFull()) {
                throw DeploymentRefusedException.tooMany(
                        "%d requests of this kind are queued or under way (expected: fewer; try again when some have ended)"
                                .formatted(JobRegistry.MAX_JOBS));
            }
            Job<T> job = line.open(append.get());
            if (queue.isBusy()) {
                queue(job, queue);
                job.answerAsQueued();
            } else {
                queue.ready(job);
            }
            work(service, queue);
            return job.ticket();
        }
    }

    /**
     * Goes on with work that a stop cut off; called in the order in which it was accepted.
     *
     * @param begun whether it ran already
     */
    public <T> void resume(JobRegistry<T> line, String service, T work, boolean begun) {
        ServiceQueue queue = queue(service);
        synchronized (queue) {
            Job<T> job = line.open(work);
            if (begun) {
                queue.ready(job);
            } else {
                queue(job, queue);
            }
        }
    }

    /** Lets a service with work at hand do it. */
    public void wake(String service) {
        ServiceQueue queue = queue(service);
        synchronized (queue) {
            work(service, queue);
        }
    }

    /** Takes the service off the platform, after the deployment that runs has given way. */
    public CompletableFuture<Void> remove(String service, Requester requester) {
        ServiceQueue queue = queue(service);
        synchronized (queue) {
            beginRemoval(service, requester);
            CompletableFuture<Void> present = removals.get(service);
            if (present != null) {
                return present;
            }
            CompletableFuture<Void> future = new CompletableFuture<>();
            beginRemoval(service, queue, future);
            return future;
        }
    }

    /** A write that failed may stand on disk all the same; the removal is then under way. */
    private void beginRemoval(String service, Requester requester) {
        try {
            repository.beginRemoval(service, requester);
        } catch (RuntimeException e) {
            if (!repository.removals().contains(service)) {
                throw e;
            }
        }
    }

    /** Goes on with a removal that a stop cut off. */
    public void resumeRemoval(String service) {
        ServiceQueue queue = queue(service);
        synchronized (queue) {
            beginRemoval(service, queue, new CompletableFuture<>());
        }
    }

    private void beginRemoval(String service, ServiceQueue queue, CompletableFuture<Void> future) {
        removals.put(service, future);
        queue.startDeletion();
        queue.requeueInterrupted();
        queue.withdrawWaiting().forEach(waiting -> supersede(waiting, "the service is being deleted", queue));
        work(service, queue);
    }

    private ServiceQueue queue(String service) {
        return queues.computeIfAbsent(service, name -> new ServiceQueue());
    }

    private void work(String service, ServiceQueue queue) {
        if (queue.startIfIdle()) {
            boolean started = false;
            try {
                executor.execute(() -> runAll(service, queue));
                started = true;
            } finally {
                if (!started) {
                    queue.becomeIdle();
                }
            }
        }
    }

    private void queue(Job<?> job, ServiceQueue queue) {
        queue.offer(job).forEach(older -> supersede(older, job.name() + " was asked for", queue));
    }

    /** Where the disk does not take it now, the worker writes it before it runs anything else of the service. */
    private void supersede(Job<?> older, String why, ServiceQueue queue) {
        try {
            older.supersede(why);
        } catch (RepositoryUnavailableException e) {
            log.log(Level.ERROR, "cannot record {0} as superseded: {1}; retrying", older, e.getMessage());
            queue.saveFirst(() -> retryOnDiskFailure(older, () -> {
                older.supersede(why);
                return older;
            }));
        }
    }

    private void runAll(String service, ServiceQueue queue) {
        boolean more = true;
        while (more) {
            more = runNext(service, queue);
        }
    }

    /** No failure may end the worker: the queue would stay busy for ever. */
    private boolean runNext(String service, ServiceQueue queue) {
        try {
            Optional<WorkItem> work = next(service, queue);
            work.ifPresent(WorkItem::perform);
            return work.isPresent();
        } catch (StoppedException stop) {
            log.log(Level.INFO, "jobs of {0} interrupted by shutdown; they resume on restart", service);
            return false;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, "unexpected failure in a job of " + service + "; continuing with the next job", e);
            return true;
        }
    }

    private Optional<WorkItem> next(String service, ServiceQueue queue) {
        synchronized (queue) {
            Optional<Runnable> unsaved = queue.nextUnsaved();
            if (unsaved.isPresent()) {
                return unsaved.map(write -> new WorkItem(
                        write,
                        e -> log.log(
                                Level.ERROR,
                                "cannot record a superseded job of " + service + "; it resumes on restart",
                                e)));
            }
            Optional<Job<?>> job = queue.next();
            if (job.isPresent()) {
                return job.map(found -> work(found, queue));
            }
            if (queue.isBeingDeleted()) {
                return Optional.of(
                        new WorkItem(() -> runRemoval(service, queue), failure -> retryRemoval(service, failure)));
            }
            queue.becomeIdle();
            return Optional.empty();
        }
    }

    private <T> WorkItem work(Job<T> job, ServiceQueue queue) {
        return new WorkItem(() -> execute(job, queue), failure -> interrupted(job, queue, failure));
    }

    private <T> void execute(Job<T> job, ServiceQueue queue) {
        job.end(retryOnDiskFailure(job, () -> job.run(progress(job, queue))));
        synchronized (queue) {
            queue.requeueInterrupted();
        }
    }

    private static void interrupted(Job<?> job, ServiceQueue queue, Throwable failure) {
        log.log(
                Level.ERROR,
                job + " failed unexpectedly; it resumes after the next job of its service, or on restart",
                failure);
        synchronized (queue) {
            queue.setAside(job);
        }
        job.fail(failure);
    }

    private void runRemoval(String service, ServiceQueue queue) {
        retryOnDiskFailure(service, () -> {
            removal.accept(service);
            return service;
        });
        retryOnDiskFailure(service, () -> endRemoval(service, queue)).ifPresent(future -> future.complete(null));
    }

    /**
     * Opens the queue again before the one who waits learns that the service is gone, and may create it anew. Empty when the deletion was
     * asked for once more meanwhile, and goes on.
     */
    private Optional<CompletableFuture<Void>> endRemoval(String service, ServiceQueue queue) {
        synchronized (queue) {
            if (repository.isListed(service)) {
                return Optional.empty();
            }
            repository.endRemoval(service);
            queue.endDeletion();
            return Optional.ofNullable(removals.remove(service));
        }
    }

    /** The queue stays closed, so that nothing is deployed anew that the next attempt would take away. */
    private void retryRemoval(String service, Throwable failure) {
        log.log(Level.ERROR, "deletion of " + service + " failed; retrying", failure);
        Optional.ofNullable(removals.remove(service)).ifPresent(future -> future.completeExceptionally(failure));
        pause.of(timeouts.poll().multipliedBy(POLLS_BEFORE_NEXT_REMOVAL));
    }

    private <T> T retryOnDiskFailure(Object what, Supplier<T> action) {
        while (true) {
            try {
                return action.get();
            } catch (RepositoryUnavailableException e) {
                log.log(Level.ERROR, "cannot write {0} to disk: {1}; retrying", what, e.getMessage());
            }
            pause.of(timeouts.poll().multipliedBy(4));
        }
    }

    private static <T> ProgressListener<T> progress(Job<T> job, ServiceQueue queue) {
        return new ProgressListener<>() {
            @Override
            public void submitted(T work) {
                job.ticket().answerable().complete(work);
            }

            @Override
            public boolean isCancelled() {
                return queue.isBeingDeleted();
            }
        };
    }
}
