package io.paz.scheduler.health;

import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.engine.ClusterEngine;
import io.paz.scheduler.engine.EngineUnavailableException;
import io.paz.scheduler.engine.InstanceLog;
import io.paz.scheduler.engine.InstanceLogs;
import io.paz.scheduler.engine.InstanceStatus;
import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Announcements.View;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Waits until instances may take over: every one announced or, where it has no port, running for a while. Gives up
 * early on an instance that failed, or ends again and again.
 */
public final class HealthGate {

    private static final int TOO_MANY_RESTARTS = 3;
    private static final int LINES_KEPT = 100;

    private final ClusterEngine engine;
    private final Announcements announcements;
    private final InstanceLogs logs;
    private final Timeouts timeouts;

    public HealthGate(ClusterEngine engine, Announcements announcements, InstanceLogs logs, Timeouts timeouts) {
        this.engine = engine;
        this.announcements = announcements;
        this.logs = logs;
        this.timeouts = timeouts;
    }

    /**
     * Evidence that it is healthy.
     *
     * @param follower is told the stages on the way there
     */
    public String await(Release release, List<Integer> instances, Deadline deadline, TaskListener follower)
            throws DeploymentFailedException {
        Watch watch = new Watch(release, instances);
        StageReporter journey = new StageReporter(engine, announcements, logs, release, instances, follower, timeouts);
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
                List<InstanceStatus> now = engine.status(release, wanted);
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
            InstanceLog log = log(status);
            String why = Diagnosis.ofEnd(release, status, log);
            return new DeploymentFailedException(
                    "instance " + status.instance() + " " + how + ": " + why, log.container());
        }

        private DeploymentFailedException late(InstanceStatus status, Deadline deadline) {
            InstanceLog log = log(status);
            String why = Diagnosis.ofDelay(release, status, log);
            return new DeploymentFailedException(
                    "instance " + status.instance() + " is not healthy within " + deadline + ": " + why,
                    log.container());
        }

        private InstanceLog log(InstanceStatus status) {
            return logs.lastLines(release.id(), status.instance(), LINES_KEPT);
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
