package io.paz.scheduler.execution;

import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.health.BalancerGate;
import io.paz.scheduler.health.HealthGate;
import io.paz.scheduler.health.TaskListener;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.HostAddresses;
import io.paz.scheduler.routing.RouteTakenException;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.time.Deadline;
import java.util.List;
import java.util.TreeSet;

/** Executes single tasks of a plan. Every call blocks, may be repeated, and gives the evidence of what it did. */
public final class TaskRunner {

    private final ClusterEngine engine;
    private final Routes routes;
    private final HealthGate health;
    private final BalancerGate balancers;
    private final Retirement retirement;

    public TaskRunner(
            ClusterEngine engine, Routes routes, HealthGate health, BalancerGate balancers, Retirement retirement) {
        this.engine = engine;
        this.routes = routes;
        this.health = health;
        this.balancers = balancers;
        this.retirement = retirement;
    }

    /** @param release content of the task's release */
    String perform(Task task, Release release, Deadline deadline, TaskListener follower)
            throws DeploymentFailedException {
        List<Integer> instances = task.instances();
        return switch (task.kind()) {
            case ALLOW_HOSTS -> String.join(", ", new TreeSet<>(HostAddresses.allow(engine, routes)));
            case PUBLISH_VERSION -> publishVersion(release);
            case PUBLISH_SERVICE -> publishService(release);
            case SUBMIT -> submit(release, instances);
            case AWAIT_HEALTHY -> health.await(release, instances, deadline, follower);
            case AWAIT_BALANCED -> balancers.awaitUp(release.id(), instances, deadline, follower::isCancelled);
            case WITHDRAW -> retirement.withdraw(release.id(), instances);
            case AWAIT_WITHDRAWN -> retirement.awaitWithdrawn(release.id(), instances);
            case AWAIT_OUT -> retirement.awaitOut(release.id(), instances);
            case DESTROY -> retirement.destroy(release.id(), instances);
            case RETIRE -> retirement.retire(release.id());
            case UNPUBLISH_SERVICE -> unpublishService(release);
            case SHARE, AWAIT_SHARE, JUDGE -> throw new IllegalArgumentException(task + " is of a canary");
        };
    }

    private String publishVersion(Release release) {
        routes.publishVersion(release);
        String path = release.config().health().path();
        return path == null ? "health check by TCP" : "health check at " + path;
    }

    /** Another service may have been published since this version was admitted. */
    private String publishService(Release release) throws DeploymentFailedException {
        try {
            routes.publishService(release);
        } catch (RouteTakenException e) {
            throw new DeploymentFailedException(String.valueOf(e.getMessage()));
        }
        return release.config().publicFacing() ? "public" : "internal";
    }

    private String submit(Release release, List<Integer> instances) {
        engine.submit(release.spec(), instances);
        return "instances of " + release.id() + " " + instances + ", read back with the hashes of the intent";
    }

    private String unpublishService(Release release) {
        routes.removeService(release.id().service());
        return release.id().service() + " has no routes left";
    }
}
