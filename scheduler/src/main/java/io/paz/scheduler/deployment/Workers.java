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
     * @param append keeps it; called while nothing else of the service can be accepted
     */
    <T> Ticket<T> accept(Line<T> line, String service, Supplier<T> append) {
        Lane lane = lane(service);
        synchronized (lane) {
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
            CompletableFuture<Void> present = removals.get(service);
            if (present != null) {
                return present;
            }
            repository.beginRemoval(service);
            CompletableFuture<Void> future = new CompletableFuture<>();
            beginRemoval(service, lane, future);
            return future;
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
        lane.withdrawWaiting().forEach(waiting -> waiting.supersede("the service is being deleted"));
        work(service, lane);
    }

    private Lane lane(String service) {
        return lanes.computeIfAbsent(service, name -> new Lane());
    }

    private void work(String service, Lane lane) {
        if (lane.becomeBusy()) {
            executor.execute(() -> workOff(service, lane));
        }
    }

    private static void queue(Job<?> job, Lane lane) {
        lane.offer(job).forEach(older -> older.supersede(job.name() + " was asked for"));
    }

    private void workOff(String service, Lane lane) {
        try {
            Optional<Runnable> job = next(service, lane);
            while (job.isPresent()) {
                job.get().run();
                job = next(service, lane);
            }
        } catch (Stopped stop) {
            log.log(Level.INFO, "{0}: work stops here and goes on at the next start", service);
        }
    }

    private Optional<Runnable> next(String service, Lane lane) {
        synchronized (lane) {
            Optional<Job<?>> job = lane.next();
            if (job.isPresent()) {
                return job.map(found -> () -> carry(found, lane));
            }
            if (lane.isLeaving()) {
                return Optional.of(() -> leave(service, lane));
            }
            lane.becomeIdle();
            return Optional.empty();
        }
    }

    private <T> void carry(Job<T> job, Lane lane) {
        try {
            job.end(untilTheDiskWorks(job, () -> job.run(progress(job, lane))));
        } catch (Stopped stop) {
            throw stop;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, job + " stays unfinished until the next start", e);
            job.fail(e);
        }
    }

    private void leave(String service, Lane lane) {
        try {
            untilTheDiskWorks(service, () -> {
                removal.run(service);
                return service;
            });
            left(service, lane).ifPresent(future -> future.complete(null));
        } catch (Stopped stop) {
            throw stop;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, service + " stays half deleted until the next start", e);
            left(service, lane).ifPresent(future -> future.completeExceptionally(e));
        }
    }

    /** Opens the lane again before the one who waits learns that the service is gone, and may create it anew. */
    private Optional<CompletableFuture<Void>> left(String service, Lane lane) {
        synchronized (lane) {
            lane.left();
            return Optional.ofNullable(removals.remove(service));
        }
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
