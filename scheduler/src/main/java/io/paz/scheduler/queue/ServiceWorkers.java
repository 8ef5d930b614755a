package io.paz.scheduler.queue;

import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.request.DeploymentRefusedException;
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

/** Runs the work of each service in turn, and that of different services side by side. Safe for several threads. */
public final class ServiceWorkers {

    private static final System.Logger log = System.getLogger(ServiceWorkers.class.getName());

    private static final int POLLS_BEFORE_NEXT_REMOVAL = 20;

    private final Map<String, ServiceQueue> lanes = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> removals = new ConcurrentHashMap<>();
    private final DeploymentRepository repository;
    private final Consumer<String> removal;
    private final Timeouts pacing;
    private final Pause pause;
    private final Executor executor;

    public ServiceWorkers(
            DeploymentRepository repository,
            Consumer<String> removal,
            Timeouts pacing,
            Pause pause,
            Executor executor) {
        this.repository = repository;
        this.removal = removal;
        this.pacing = pacing;
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
        ServiceQueue lane = lane(service);
        synchronized (lane) {
            Optional<T> known = earlier.get();
            if (known.isPresent()) {
                return line.follow(known.get());
            }
            if (lane.isBeingDeleted()) {
                throw DeploymentRefusedException.conflict("service " + service
                        + " is being deleted (expected: one that stays; create it again when it is gone)");
            }
            Job<T> job = line.open(append.get());
            if (lane.isBusy()) {
                queue(job, lane);
                job.answerAsQueued();
            } else {
                lane.ready(job);
            }
            work(service, lane);
            return job.ticket();
        }
    }

    /**
     * Goes on with work that a stop cut off; called in the order in which it was accepted.
     *
     * @param begun whether it ran already
     */
    public <T> void resume(JobRegistry<T> line, String service, T work, boolean begun) {
        ServiceQueue lane = lane(service);
        synchronized (lane) {
            Job<T> job = line.open(work);
            if (begun) {
                lane.ready(job);
            } else {
                queue(job, lane);
            }
        }
    }

    /** Lets a service with work at hand do it. */
    public void wake(String service) {
        ServiceQueue lane = lane(service);
        synchronized (lane) {
            work(service, lane);
        }
    }

    /** Takes the service off the platform, after the deployment that runs has given way. */
    public CompletableFuture<Void> remove(String service) {
        ServiceQueue lane = lane(service);
        synchronized (lane) {
            beginRemoval(service);
            CompletableFuture<Void> present = removals.get(service);
            if (present != null) {
                return present;
            }
            CompletableFuture<Void> future = new CompletableFuture<>();
            beginRemoval(service, lane, future);
            return future;
        }
    }

    /** A write that failed may stand on disk all the same; the removal is then under way. */
    private void beginRemoval(String service) {
        try {
            repository.beginRemoval(service);
        } catch (RuntimeException e) {
            if (!repository.removals().contains(service)) {
                throw e;
            }
        }
    }

    /** Goes on with a removal that a stop cut off. */
    public void resumeRemoval(String service) {
        ServiceQueue lane = lane(service);
        synchronized (lane) {
            beginRemoval(service, lane, new CompletableFuture<>());
        }
    }

    private void beginRemoval(String service, ServiceQueue lane, CompletableFuture<Void> future) {
        removals.put(service, future);
        lane.leave();
        lane.takeUpInterrupted();
        lane.withdrawWaiting().forEach(waiting -> supersede(waiting, "the service is being deleted", lane));
        work(service, lane);
    }

    private ServiceQueue lane(String service) {
        return lanes.computeIfAbsent(service, name -> new ServiceQueue());
    }

    private void work(String service, ServiceQueue lane) {
        if (lane.becomeBusy()) {
            boolean started = false;
            try {
                executor.execute(() -> workOff(service, lane));
                started = true;
            } finally {
                if (!started) {
                    lane.becomeIdle();
                }
            }
        }
    }

    private void queue(Job<?> job, ServiceQueue lane) {
        lane.offer(job).forEach(older -> supersede(older, job.name() + " was asked for", lane));
    }

    /** Where the disk does not take it now, the worker writes it before it runs anything else of the service. */
    private void supersede(Job<?> older, String why, ServiceQueue lane) {
        try {
            older.supersede(why);
        } catch (RepositoryUnavailableException e) {
            log.log(Level.ERROR, "{0} could not be superseded; retrying: {1}", older, e.getMessage());
            lane.saveFirst(() -> untilTheDiskWorks(older, () -> {
                older.supersede(why);
                return older;
            }));
        }
    }

    private void workOff(String service, ServiceQueue lane) {
        boolean more = true;
        while (more) {
            more = workOnce(service, lane);
        }
    }

    /** No failure may end the worker: the lane would stay busy for ever. */
    private boolean workOnce(String service, ServiceQueue lane) {
        try {
            Optional<WorkItem> work = next(service, lane);
            work.ifPresent(WorkItem::perform);
            return work.isPresent();
        } catch (StoppedException stop) {
            log.log(Level.INFO, "{0}: work stops here and goes on at the next start", service);
            return false;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, service + ": unexpected failure; going on with the next job", e);
            return true;
        }
    }

    private Optional<WorkItem> next(String service, ServiceQueue lane) {
        synchronized (lane) {
            Optional<Runnable> unsaved = lane.nextUnsaved();
            if (unsaved.isPresent()) {
                return unsaved.map(
                        write -> new WorkItem(write, e -> log.log(Level.ERROR, service + ": not superseded", e)));
            }
            Optional<Job<?>> job = lane.next();
            if (job.isPresent()) {
                return job.map(found -> work(found, lane));
            }
            if (lane.isBeingDeleted()) {
                return Optional.of(new WorkItem(() -> leave(service, lane), failure -> notRemoved(service, failure)));
            }
            lane.becomeIdle();
            return Optional.empty();
        }
    }

    private <T> WorkItem work(Job<T> job, ServiceQueue lane) {
        return new WorkItem(() -> execute(job, lane), failure -> interrupted(job, lane, failure));
    }

    private <T> void execute(Job<T> job, ServiceQueue lane) {
        job.end(untilTheDiskWorks(job, () -> job.run(progress(job, lane))));
        synchronized (lane) {
            lane.takeUpInterrupted();
        }
    }

    private static void interrupted(Job<?> job, ServiceQueue lane, Throwable failure) {
        log.log(
                Level.ERROR,
                job + " failed unexpectedly; it resumes after the next job of its service, or on restart",
                failure);
        synchronized (lane) {
            lane.setAside(job);
        }
        job.fail(failure);
    }

    private void leave(String service, ServiceQueue lane) {
        untilTheDiskWorks(service, () -> {
            removal.accept(service);
            return service;
        });
        untilTheDiskWorks(service, () -> endRemoval(service, lane)).ifPresent(future -> future.complete(null));
    }

    /**
     * Opens the lane again before the one who waits learns that the service is gone, and may create it anew. Empty when the deletion was
     * asked for once more meanwhile, and goes on.
     */
    private Optional<CompletableFuture<Void>> endRemoval(String service, ServiceQueue lane) {
        synchronized (lane) {
            if (repository.isListed(service)) {
                return Optional.empty();
            }
            repository.endRemoval(service);
            lane.left();
            return Optional.ofNullable(removals.remove(service));
        }
    }

    /** The lane stays closed, so that nothing is deployed anew that the next attempt would take away. */
    private void notRemoved(String service, Throwable failure) {
        log.log(Level.ERROR, "deletion of " + service + " failed; retrying", failure);
        Optional.ofNullable(removals.remove(service)).ifPresent(future -> future.completeExceptionally(failure));
        pause.of(pacing.poll().multipliedBy(POLLS_BEFORE_NEXT_REMOVAL));
    }

    private <T> T untilTheDiskWorks(Object what, Supplier<T> action) {
        while (true) {
            try {
                return action.get();
            } catch (RepositoryUnavailableException e) {
                log.log(Level.ERROR, "{0} waits for its disk: {1}", what, e.getMessage());
            }
            pause.of(pacing.poll().multipliedBy(4));
        }
    }

    private static <T> ProgressListener<T> progress(Job<T> job, ServiceQueue lane) {
        return new ProgressListener<>() {
            @Override
            public void submitted(T work) {
                job.ticket().answerable().complete(work);
            }

            @Override
            public boolean isCancelled() {
                return lane.isBeingDeleted();
            }
        };
    }
}
