package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Announcements.View;
import io.paz.scheduler.deployment.engine.ClusterEngine;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.time.Duration;

/** Takes a version away without cutting off a request: no new ones, then time for the open ones, then the end. */
final class Retirement {

    private static final Duration REMOVAL_BEYOND_STOP = Duration.ofSeconds(30);

    private final ClusterEngine engine;
    private final Announcements announcements;
    private final Routes routes;
    private final BalancerGate balancers;
    private final DeploymentRepository repository;
    private final Pacing pacing;
    private final Pause pause;

    Retirement(
            ClusterEngine engine,
            Announcements announcements,
            Routes routes,
            BalancerGate balancers,
            DeploymentRepository repository,
            Pacing pacing,
            Pause pause) {
        this.engine = engine;
        this.announcements = announcements;
        this.routes = routes;
        this.balancers = balancers;
        this.repository = repository;
        this.pacing = pacing;
        this.pause = pause;
    }

    String withdraw(ReleaseId release) {
        engine.withdraw(content(release));
        return release + " announces itself no longer";
    }

    /** While etcd cannot be read nobody can be told, so that time does not count. */
    String awaitWithdrawn(ReleaseId release) {
        Deadline patience = Deadline.in(Pacing.WITHDRAWAL);
        View view = announcements.view();
        while (view.stale() || !view.of(release).isEmpty()) {
            if (!view.stale() && patience.isOver()) {
                routes.removeVersion(release);
                return "keys of " + release + " were still there after " + patience + ", and were removed";
            }
            view = awaitChange(view);
        }
        return "no key of " + release + " is left";
    }

    /** Open requests are waited for by the container's own stop; here only new ones must have ended. */
    String awaitOut(ReleaseId release) {
        Release content = content(release);
        return content.isRouted() ? balancers.awaitOut(release, content.instances()) : "nothing of it was routed";
    }

    String destroy(ReleaseId release) {
        Release content = content(release);
        engine.destroy(content);
        boolean gone = awaitGone(content);
        routes.removeVersion(release);
        repository
                .find(release)
                .filter(Deployment::serving)
                .map(Deployment::retired)
                .ifPresent(repository::save);
        return release + (gone ? " is gone" : " is still stopping");
    }

    private boolean awaitGone(Release release) {
        Deadline deadline =
                Deadline.in(Duration.ofSeconds(release.config().stopSeconds()).plus(REMOVAL_BEYOND_STOP));
        while (!engine.isGone(release)) {
            if (deadline.isOver()) {
                return false;
            }
            pause.of(Duration.ofMillis(Math.min(100, pacing.poll().toMillis())));
        }
        return true;
    }

    private Release content(ReleaseId release) {
        return repository
                .find(release)
                .map(Deployment::release)
                .orElseThrow(() -> new IllegalStateException(release + " was never deployed"));
    }

    private View awaitChange(View seen) {
        try {
            return announcements.awaitChange(seen, pacing.poll());
        } catch (InterruptedException e) {
            throw Pause.interrupted();
        }
    }
}
