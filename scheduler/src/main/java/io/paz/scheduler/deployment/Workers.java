package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Pause.Stopped;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.lang.System.Logger.Level;
import java.time.Clock;
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
    private final Map<ReleaseId, Ticket> tickets = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> removals = new ConcurrentHashMap<>();
    private final DeploymentRepository repository;
    private final DeploymentRun run;
    private final Removal removal;
    private final Pacing pacing;
    private final Pause pause;
    private final Clock clock;
    private final Executor executor;

    Workers(
            DeploymentRepository repository,
            DeploymentRun run,
            Removal removal,
            Pacing pacing,
            Pause pause,
            Clock clock,
            Executor executor) {
        this.repository = repository;
        this.run = run;
        this.removal = removal;
        this.pacing = pacing;
        this.pause = pause;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Accepts a deployment of the service and sees to its run.
     *
     * @param append keeps the deployment; called while no other one of the service can be accepted
     */
    Ticket accept(String service, Supplier<Deployment> append) {
        Lane lane = lane(service);
        synchronized (lane) {
            if (lane.isLeaving()) {
                throw DeploymentRefused.conflict("service " + service
                        + " is being deleted (expected: one that stays; create it again when it is gone)");
            }
            Deployment deployment = append.get();
            Ticket ticket = Ticket.open(deployment);
            tickets.put(deployment.id(), ticket);
            if (lane.isBusy()) {
                queue(deployment, lane);
                ticket.answerable().complete(deployment);
            } else {
                lane.ready(deployment);
            }
            work(service, lane);
            return ticket;
        }
    }

    /** Follows a deployment that was accepted earlier. */
    Ticket follow(Deployment deployment) {
        Ticket running = tickets.get(deployment.id());
        return running == null ? Ticket.closed(deployment) : running;
    }

    /** Goes on with a deployment that a stop cut off. */
    void resume(Deployment deployment) {
        Lane lane = lane(deployment.id().service());
        synchronized (lane) {
            tickets.put(deployment.id(), Ticket.open(deployment));
            if (deployment.state() == DeploymentState.QUEUED) {
                queue(deployment, lane);
            } else {
                lane.ready(deployment);
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
        lane.withdrawWaiting().ifPresent(waiting -> supersede(waiting, "the service is being deleted"));
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

    private void queue(Deployment deployment, Lane lane) {
        lane.offer(deployment)
                .ifPresent(
                        older -> supersede(older, "version " + deployment.id().version() + " was asked for"));
    }

    private void supersede(Deployment waiting, String why) {
        Deployment superseded = waiting.superseded(why, clock.instant());
        repository.save(superseded);
        end(superseded);
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
            Optional<Deployment> deployment = lane.next();
            if (deployment.isPresent()) {
                return deployment.map(found -> () -> carry(found, lane));
            }
            if (lane.isLeaving()) {
                return Optional.of(() -> leave(service, lane));
            }
            lane.becomeIdle();
            return Optional.empty();
        }
    }

    private void carry(Deployment deployment, Lane lane) {
        Ticket ticket = tickets.getOrDefault(deployment.id(), Ticket.open(deployment));
        try {
            end(untilTheDiskWorks(deployment.id(), () -> run.run(latest(deployment), progress(ticket, lane))));
        } catch (Stopped stop) {
            throw stop;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, deployment.id() + " stays unfinished until the next start", e);
            tickets.remove(deployment.id());
            ticket.fail(e);
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

    private Deployment latest(Deployment deployment) {
        return repository.find(deployment.id()).orElse(deployment);
    }

    private void end(Deployment deployment) {
        Ticket ticket = tickets.remove(deployment.id());
        if (ticket != null) {
            ticket.end(deployment);
        }
    }

    private static DeploymentRun.Progress progress(Ticket ticket, Lane lane) {
        return new DeploymentRun.Progress() {
            @Override
            public void submitted(Deployment deployment) {
                ticket.answerable().complete(deployment);
            }

            @Override
            public boolean isCancelled() {
                return lane.isLeaving();
            }
        };
    }
}
