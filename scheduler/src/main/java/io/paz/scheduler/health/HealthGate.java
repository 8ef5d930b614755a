package io.paz.scheduler.health;

import io.paz.engine.Condition;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.Explanation;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.engine.control.InstanceStatus;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Announcements.View;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits until instances may take over: every one announced or, where it has no port, running for a while. Gives up
 * early on an instance that failed, or ends again and again.
 */
public final class HealthGate {

    private static final int TOO_MANY_RESTARTS = 3;

    private final ClusterEngine engine;
    private final Announcements announcements;
    private final InstanceDiagnostics diagnostics;
    private final Timeouts timeouts;

    public HealthGate(
            ClusterEngine engine, Announcements announcements, InstanceDiagnostics diagnostics, Timeouts timeouts) {
        this.engine = engine;
        this.announcements = announcements;
        this.diagnostics = diagnostics;
        this.timeouts = timeouts;
    }

    /**
     * Evidence that it is healthy.
     *
     * @param follower receives the stages on the way there
     */
    public String await(Release release, List<Integer> instances, Deadline deadline, TaskListener follower)
            throws DeploymentFailedException {
        Watch watch = new Watch(release, instances);
        StageReporter journey =
                new StageReporter(engine, announcements, diagnostics, release, instances, follower, timeouts);
        View view = announcements.view();
        while (!watch.isHealthy(view)) {
            watch.look();
            journey.look(watch.statuses, view);
            if (follower.isCancelled()) {
                throw DeploymentFailedException.cancelled();
            }
            if (deadline.isOver()) {
                throw watch.tooLate(deadline, view);
            }
            view = awaitChange(view);
        }
        journey.arrived(view);
        return watch.evidence();
    }

    private View awaitChange(View seen) {
        try {
            return announcements.awaitChange(seen, timeouts.poll());
        } catch (InterruptedException e) {
            throw Pause.interrupted();
        }
    }

    /** What was seen of one release so far. */
    private final class Watch {

        private final Release release;
        private final List<Integer> wanted;
        private final Map<Integer, Integer> restarts = new HashMap<>();
        private List<InstanceStatus> statuses = List.of();
        private @Nullable String engineProblem;
        private @Nullable Deadline settled;

        Watch(Release release, List<Integer> wanted) {
            this.release = release;
            this.wanted = wanted;
        }

        boolean isHealthy(View view) {
            if (release.isRouted()) {
                return !view.stale() && view.of(release.id()).containsAll(wanted);
            }
            return settled != null && settled.isOver();
        }

        String evidence() {
            String what = release.isRouted() ? "announced" : "running without a port";
            return wanted.size() + " of " + wanted.size() + " instances " + what;
        }

        void look() throws DeploymentFailedException {
            try {
                List<InstanceStatus> now = engine.status(release.id().ids(wanted));
                for (InstanceStatus status : now) {
                    judge(status);
                }
                statuses = now;
                engineProblem = null;
            } catch (EngineUnavailableException e) {
                engineProblem = e.getMessage();
            }
            settle();
        }

        private void judge(InstanceStatus status) throws DeploymentFailedException {
            if (status.condition() == Condition.FAILED) {
                throw ended(status, "failed");
            }
            if (status.condition() == Condition.RESTARTING
                    && before(status.instance()) != Condition.RESTARTING
                    && restarts.merge(status.instance(), 1, Integer::sum) >= TOO_MANY_RESTARTS) {
                throw ended(status, "ended " + TOO_MANY_RESTARTS + " times");
            }
        }

        private Condition before(int instance) {
            return statuses.stream()
                    .filter(status -> status.instance() == instance)
                    .map(InstanceStatus::condition)
                    .findFirst()
                    .orElse(Condition.PENDING);
        }

        private void settle() {
            boolean running = engineProblem == null
                    && statuses.size() == wanted.size()
                    && statuses.stream().allMatch(status -> status.condition() == Condition.RUNNING);
            if (!running) {
                settled = null;
            } else if (settled == null) {
                settled = Deadline.in(restarts.isEmpty() ? timeouts.settle() : timeouts.settleAfterEnd());
            }
        }

        private DeploymentFailedException ended(InstanceStatus status, String how) {
            return failure(status, "instance " + status.instance() + " " + how);
        }

        private DeploymentFailedException late(InstanceStatus status, Deadline deadline) {
            return failure(status, "instance " + status.instance() + " is not healthy within " + deadline);
        }

        private DeploymentFailedException failure(InstanceStatus status, String what) {
            Explanation why = Objects.requireNonNull(
                    diagnostics.explain(release.spec(), status).explanation());
            return new DeploymentFailedException(what + ": " + why.cause(), why.lastLines());
        }

        DeploymentFailedException tooLate(Deadline deadline, View view) {
            if (engineProblem != null) {
                return new DeploymentFailedException("not healthy within " + deadline + ": " + engineProblem);
            }
            if (view.stale() && release.isRouted()) {
                return new DeploymentFailedException("not healthy within " + deadline + ": etcd cannot be read");
            }
            return statuses.stream()
                    .filter(status -> !view.of(release.id()).contains(status.instance()))
                    .findFirst()
                    .map(status -> late(status, deadline))
                    .orElseGet(() -> new DeploymentFailedException("not healthy within " + deadline));
        }
    }
}
