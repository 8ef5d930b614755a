package io.paz.scheduler.health;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.health.StageTracker.Sight;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Announcements.View;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Timeouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Observes starting instances, and reports the stages that they reach. Logs are read now and then only, and no
 * more once one could not be: a stage is worth no delay.
 */
final class StageReporter {

    private static final int POLLS_BETWEEN_READINGS = 4;

    private final ClusterEngine engine;
    private final InstanceDiagnostics diagnostics;
    private final Release release;
    private final TaskListener follower;
    private final Timeouts timeouts;
    private final StageTracker stages;
    private final Map<Integer, StartProgress> read = new HashMap<>();
    private Deadline nextReading;
    private boolean readable = true;

    StageReporter(
            ClusterEngine engine,
            Announcements announcements,
            InstanceDiagnostics diagnostics,
            Release release,
            List<Integer> instances,
            TaskListener follower,
            Timeouts timeouts) {
        this.engine = engine;
        this.diagnostics = diagnostics;
        this.release = release;
        this.follower = follower;
        this.timeouts = timeouts;
        this.stages = new StageTracker(
                release, instances, instance -> AnnouncementKeys.of(release.id().instance(instance)));
        this.nextReading = pause();
    }

    private Deadline pause() {
        return Deadline.in(timeouts.poll().multipliedBy(POLLS_BETWEEN_READINGS));
    }

    /** Blocks for as long as reading logs takes, where it is time for that. */
    void look(List<InstanceStatus> statuses, View view) {
        if (nextReading.isOver()) {
            read();
            nextReading = pause();
        }
        report(statuses, view, false);
    }

    /** All are healthy: the last word on each stage. */
    void arrived(View view) {
        read();
        report(statuses(), view, true);
    }

    private void read() {
        for (int instance : readable ? stages.unread() : List.<Integer>of()) {
            diagnostics
                    .progress(release.spec(), instance, follower.submittedSince())
                    .ifPresentOrElse(progress -> read.put(instance, progress), () -> readable = false);
        }
    }

    private List<InstanceStatus> statuses() {
        try {
            return engine.status(release.id().ids(stages.named()));
        } catch (EngineUnavailableException | EngineRefusedException unknown) {
            return List.of();
        }
    }

    private void report(List<InstanceStatus> statuses, View view, boolean healthy) {
        Map<Integer, InstanceStatus> known = new HashMap<>();
        statuses.forEach(status -> known.put(status.instance(), status));
        List<Sight> sights = stages.named().stream()
                .map(instance -> new Sight(instance, known.get(instance), read.get(instance)))
                .toList();
        List<ReachedStage> reached = stages.newlyReached(sights, view.addressesOf(release.id()), healthy);
        if (!reached.isEmpty()) {
            follower.seen(reached);
        }
    }
}
