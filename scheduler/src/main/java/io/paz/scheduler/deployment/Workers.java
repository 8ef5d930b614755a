package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Line.Job;
import io.paz.scheduler.deployment.Pause.Stopped;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs the work of each service in turn, and that of different services side by side. Safe for several threads. */
final class Workers {

    private static final System.Logger log = System.getLogger(Workers.class.getName());

    private static final int POLLS_BEFORE_NEXT_REMOVAL = 20;

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> removals = new ConcurrentHashMap<>();
    private final DeploymentRepository repository;
    private final Removal removal;
    private final Pacing pacing;
    private final Pause pause;
    private final Executor executor;

    Workers(DeploymentRepository repository, Removal removal, Pacing pacing, Pause pause, Executor executor) {
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
    <T> Ticket<T> accept(Line<T> line, String service, Supplier<Optional<T>> earlier, Supplier<T> append) {
        Lane lane = lane(service);
        synchronized (lane) {
            Optional<T> known = earlier.get();
            if (known.isPresent()) {
                return line.follow(known.get());
            }
            if (lane.isLeaving()) {
                throw DeploymentRefused.conflict("service " + service
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
    <T> void resume(Line<T> line, String service, T work, boolean begun) {
        Lane lane = lane(service);
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
    void wake(String service) {
        Lane lane = lane(service);
        synchronized (lane) {
            work(service, lane);
        }
    }

    /** Takes the service off the platform, after the deployment that runs has given way. */
    CompletableFuture<Void> remove(String service) {
        Lane lane = lane(service);
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
    void resumeRemoval(String service) {
        Lane lane = lane(service);
        synchronized (lane) {
            beginRemoval(service, lane, new CompletableFuture<>());
        }
    }

    private void beginRemoval(String service, Lane lane, CompletableFuture<Void> future) {
        removals.put(service, future);
        lane.leave();
        lane.takeUpInterrupted();
        lane.withdrawWaiting().forEach(waiting -> supersede(waiting, "the service is being deleted", lane));
        work(service, lane);
    }

    private Lane lane(String service) {
        return lanes.computeIfAbsent(service, name -> new Lane());
    }

    private void work(String service, Lane lane) {
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

    private void queue(Job<?> job, Lane lane) {
        lane.offer(job).forEach(older -> supersede(older, job.name() + " was asked for", lane));
    }

    /** Where the disk does not take it now, the worker writes it before it runs anything else of the service. */
    private void supersede(Job<?> older, String why, Lane lane) {
        try {
            older.supersede(why);
        } catch (RepositoryUnavailable e) {
            log.log(Level.ERROR, "{0} could not be superseded; retrying: {1}", older, e.getMessage());
            lane.saveFirst(() -> untilTheDiskWorks(older, () -> {
                older.supersede(why);
                return older;
            }));
        }
    }

    private void workOff(String service, Lane lane) {
        boolean more = true;
        while (more) {
            more = workOnce(service, lane);
        }
    }

    /** No failure may end the worker: the lane would stay busy for ever. */
    private boolean workOnce(String service, Lane lane) {
        try {
            Optional<Work> work = next(service, lane);
            work.ifPresent(Work::perform);
            return work.isPresent();
        } catch (Stopped stop) {
            log.log(Level.INFO, "{0}: work stops here and goes on at the next start", service);
            return false;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, service + ": unexpected failure; going on with the next job", e);
            return true;
        }
    }

    private Optional<Work> next(String service, Lane lane) {
        synchronized (lane) {
            Optional<Runnable> unsaved = lane.nextUnsaved();
            if (unsaved.isPresent()) {
                return unsaved.map(
                        write -> new Work(write, e -> log.log(Level.ERROR, service + ": not superseded", e)));
            }
            Optional<Job<?>> job = lane.next();
            if (job.isPresent()) {
                return job.map(found -> work(found, lane));
            }
            if (lane.isLeaving()) {
                return Optional.of(new Work(() -> leave(service, lane), failure -> notRemoved(service, failure)));
            }
            lane.becomeIdle();
            return Optional.empty();
        }
    }

    private <T> Work work(Job<T> job, Lane lane) {
        return new Work(() -> execute(job, lane), failure -> interrupted(job, lane, failure));
    }

    private <T> void execute(Job<T> job, Lane lane) {
        job.end(untilTheDiskWorks(job, () -> job.run(progress(job, lane))));
        synchronized (lane) {
            lane.takeUpInterrupted();
        }
    }

    private static void interrupted(Job<?> job, Lane lane, Throwable failure) {
        log.log(
                Level.ERROR,
                job + " failed unexpectedly; it resumes after the next job of its service, or on restart",
                failure);
        synchronized (lane) {
            lane.setAside(job);
        }
        job.fail(failure);
    }

    private void leave(String service, Lane lane) {
        untilTheDiskWorks(service, () -> {
            removal.run(service);
            return service;
        });
        untilTheDiskWorks(service, () -> endRemoval(service, lane)).ifPresent(future -> future.complete(null));
    }

    /**
     * Opens the lane again before the one who waits learns that the service is gone, and may create it anew. Empty when the deletion was
     * asked for once more meanwhile, and goes on.
     */
    private Optional<CompletableFuture<Void>> endRemoval(String service, Lane lane) {
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
            } catch (RepositoryUnavailable e) {
                log.log(Level.ERROR, "{0} waits for its disk: {1}", what, e.getMessage());
            }
            pause.of(pacing.poll().multipliedBy(4));
        }
    }

    private static <T> Progress<T> progress(Job<T> job, Lane lane) {
        return new Progress<>() {
            @Override
            public void submitted(T work) {
                job.ticket().answerable().complete(work);
            }

            @Override
            public boolean isCancelled() {
                return lane.isLeaving();
            }
        };
    }
}
