package io.paz.scheduler.execution;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.health.BalancerGate;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Announcements.View;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import java.time.Duration;
import java.util.List;

/** Removes a version without interrupting requests: no new ones, then time for the open ones, then the end. */
public final class Retirement {

    /** A stop takes its time twice: once for open connections, once between SIGTERM and SIGKILL. */
    private static final Duration REMOVAL_BEYOND_STOP = Duration.ofSeconds(30);

    private final ClusterEngine engine;
    private final Announcements announcements;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final BalancerGate balancers;
    private final Timeouts timeouts;
    private final Pause pause;

    public Retirement(
            ClusterEngine engine,
            Announcements announcements,
            Routes routes,
            DeploymentRepository repository,
            BalancerGate balancers,
            Timeouts timeouts,
            Pause pause) {
        this.engine = engine;
        this.announcements = announcements;
        this.routes = routes;
        this.repository = repository;
        this.balancers = balancers;
        this.timeouts = timeouts;
        this.pause = pause;
    }

    public String withdraw(ReleaseId release, List<Integer> instances) {
        engine.withdraw(release.ids(instances));
        return label(release, instances) + " announces itself no longer";
    }

    /** Waits until instances are announced no longer; time while etcd cannot be read does not count. */
    public String awaitWithdrawn(ReleaseId release, List<Integer> instances) {
        Deadline patience = Deadline.in(Timeouts.WITHDRAWAL);
        View view = announcements.view();
        while (view.stale() || instances.stream().anyMatch(view.of(release)::contains)) {
            if (!view.stale() && patience.isOver()) {
                routes.removeAnnouncements(release, instances);
                return "keys were still there after " + patience + ", and were removed";
            }
            view = awaitChange(view);
        }
        return "no key of " + label(release, instances) + " is left";
    }

    public String awaitOut(ReleaseId release, List<Integer> instances) {
        return balancers.awaitOut(release, instances);
    }

    /** Blocks until the instances are gone, their open connections included, or should have been for long. */
    public String destroy(ReleaseId release, List<Integer> instances) {
        Release content = content(release);
        engine.destroy(release.ids(instances));
        boolean gone = awaitGone(content, instances);
        return label(release, instances) + (gone ? " is gone" : " is still stopping");
    }

    /** The version is over. */
    String retire(ReleaseId release) {
        routes.removeVersion(release);
        repository
                .find(release)
                .filter(Deployment::serving)
                .map(Deployment::retired)
                .ifPresent(repository::save);
        return release + " has no routes left";
    }

    private boolean awaitGone(Release release, List<Integer> instances) {
        Deadline deadline = Deadline.in(
                Duration.ofSeconds(2L * release.config().stopSeconds()).plus(REMOVAL_BEYOND_STOP));
        while (!engine.isGone(release.id().ids(instances))) {
            if (deadline.isOver()) {
                return false;
            }
            pause.of(Duration.ofMillis(Math.min(100, timeouts.poll().toMillis())));
        }
        return true;
    }

    private static String label(ReleaseId release, List<Integer> instances) {
        return release + " " + instances;
    }

    private Release content(ReleaseId release) {
        return repository
                .find(release)
                .map(Deployment::release)
                .orElseThrow(() -> new IllegalStateException(release + " was never deployed"));
    }

    private View awaitChange(View seen) {
        try {
            return announcements.awaitChange(seen, timeouts.poll());
        } catch (InterruptedException e) {
            throw Pause.interrupted();
        }
    }
}
