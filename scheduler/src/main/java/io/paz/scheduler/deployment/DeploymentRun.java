package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.ClusterEngine;
import io.paz.scheduler.deployment.engine.EngineRefused;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Carries one deployment to its end, from wherever it stands: each task's completion is on disk before the next begins, and
 * each may be done twice. A failure before the new version serves takes it down again; what comes after is tried until it works.
 */
final class DeploymentRun {

    private final ClusterEngine engine;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final HealthGate gate;
    private final BalancerGate balancers;
    private final Retirement retirement;
    private final Pacing pacing;
    private final Pause pause;
    private final Clock clock;
    private final Strategy strategy = new StartThenStop();

    DeploymentRun(
            ClusterEngine engine,
            Routes routes,
            DeploymentRepository repository,
            HealthGate gate,
            BalancerGate balancers,
            Retirement retirement,
            Pacing pacing,
            Pause pause,
            Clock clock) {
        this.engine = engine;
        this.routes = routes;
        this.repository = repository;
        this.gate = gate;
        this.balancers = balancers;
        this.retirement = retirement;
        this.pacing = pacing;
        this.pause = pause;
        this.clock = clock;
    }

    /** Blocks until the deployment has ended; what happens on the way is told to the progress. */
    Deployment run(Deployment deployment, Progress progress) {
        Deployment started = deployment.state() == DeploymentState.QUEUED ? start(deployment) : deployment;
        if (started.isAbandoned()) {
            return takeDown(started);
        }
        Deployment arrived;
        try {
            arrived = arrive(started, progress);
        } catch (DeploymentFailed e) {
            return takeDown(save(started(started).abandoned(e.reason(), e.lastLines(), clock.instant())));
        }
        return depart(arrived);
    }

    /** The deployment as it is on disk, with the steps that were done. */
    private Deployment started(Deployment deployment) {
        return repository.find(deployment.id()).orElse(deployment);
    }

    private Deployment start(Deployment deployment) {
        List<Integer> serving = repository.serving(deployment.id().service()).stream()
                .map(old -> old.id().version())
                .toList();
        return save(deployment.started(serving, clock.instant()));
    }

    private Deployment arrive(Deployment deployment, Progress progress) throws DeploymentFailed {
        List<Task> tasks = strategy.arrival(deployment.id(), replaced(deployment));
        Deadline deadline = Deadline.in(pacing.deadline());
        Deployment current = deployment;
        for (Task task : tasks.subList(Math.min(current.completedTasks(), tasks.size()), tasks.size())) {
            current = save(current.completed(task, arrival(task, current, deadline, progress), clock.instant()));
            if (task.kind() == Task.Kind.SUBMIT) {
                progress.submitted(current);
            }
        }
        return current;
    }

    private String arrival(Task task, Deployment deployment, Deadline deadline, Progress progress)
            throws DeploymentFailed {
        while (true) {
            String problem;
            try {
                return perform(task, deployment.release(), deadline, progress::isCancelled);
            } catch (EngineRefused e) {
                throw new DeploymentFailed(String.valueOf(e.getMessage()));
            } catch (EngineUnavailable | RoutesUnavailable e) {
                problem = String.valueOf(e.getMessage());
            }
            if (progress.isCancelled()) {
                throw new DeploymentFailed("the service is being deleted");
            }
            if (deadline.isOver()) {
                throw new DeploymentFailed(
                        "could not be " + task.kind().step() + " within " + deadline + ": " + problem);
            }
            pause.of(pacing.poll());
        }
    }

    private Deployment depart(Deployment deployment) {
        int arrived = strategy.arrival(deployment.id(), replaced(deployment)).size();
        List<Task> tasks = strategy.departure(deployment.id(), replaced(deployment));
        Deployment current = deployment;
        for (Task task : tasks.subList(current.completedTasks() - arrived, tasks.size())) {
            current = save(current.completed(task, departure(task, current), clock.instant()));
        }
        return save(current.done(clock.instant()));
    }

    private String departure(Task task, Deployment deployment) {
        return Persistently.call(pause, pacing, () -> perform(task, deployment.release()));
    }

    private Deployment takeDown(Deployment deployment) {
        ReleaseId id = deployment.id();
        Persistently.call(pause, pacing, () -> retirement.destroy(id));
        if (deployment.replaces().isEmpty()) {
            Persistently.run(pause, pacing, () -> routes.removeService(id.service()));
        }
        return save(deployment.failed(clock.instant()));
    }

    private String perform(Task task, Release release, Deadline deadline, BooleanSupplier cancelled)
            throws DeploymentFailed {
        return switch (task.kind()) {
            case AWAIT_HEALTHY -> gate.await(release, deadline, cancelled);
            case AWAIT_BALANCED -> awaitBalanced(release, deadline, cancelled);
            default -> perform(task, release);
        };
    }

    private String awaitBalanced(Release release, Deadline deadline, BooleanSupplier cancelled)
            throws DeploymentFailed {
        return release.isRouted()
                ? balancers.awaitUp(release.id(), release.instances(), deadline, cancelled)
                : "it has no port, so nothing is routed to it";
    }

    private String perform(Task task, Release release) {
        return switch (task.kind()) {
            case ALLOW_HOSTS -> String.join(", ", new TreeSet<>(HostAddresses.allow(engine, routes)));
            case PUBLISH_VERSION -> publishVersion(release);
            case PUBLISH_SERVICE -> publishService(release);
            case SUBMIT -> submit(release);
            case WITHDRAW -> retirement.withdraw(task.release());
            case AWAIT_WITHDRAWN -> retirement.awaitWithdrawn(task.release());
            case AWAIT_OUT -> retirement.awaitOut(task.release());
            case DESTROY -> retirement.destroy(task.release());
            case AWAIT_HEALTHY, AWAIT_BALANCED ->
                throw new IllegalStateException("only an arriving version is waited for");
        };
    }

    private String publishVersion(Release release) {
        routes.publishVersion(release);
        String path = release.config().health().path();
        return path == null ? "health check by TCP" : "health check at " + path;
    }

    private String publishService(Release release) {
        routes.publishService(release);
        return release.config().publicFacing() ? "public" : "internal";
    }

    private String submit(Release release) {
        engine.submit(release);
        return engine.parts(release).size() + " units, read back with the hashes of the intent";
    }

    private Deployment save(Deployment deployment) {
        repository.save(deployment);
        return deployment;
    }

    private static List<ReleaseId> replaced(Deployment deployment) {
        return deployment.replaces().stream()
                .map(version -> new ReleaseId(deployment.id().service(), version))
                .toList();
    }

    /** Who follows a run. */
    interface Progress {

        void submitted(Deployment deployment);

        /** Whether the deployment is no longer wanted. */
        boolean isCancelled();
    }
}
