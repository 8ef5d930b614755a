package io.paz.scheduler.deployment;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskProgress;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.traffic.InitialCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * State of one deployment, from acceptance to history. Immutable: each change is a new value, which is on disk
 * before the next side effect.
 *
 * @param parts what the engine is to hold, with hashes
 * @param replaces versions that served when it started, oldest first
 * @param strategy by which it takes over; null before it started
 * @param tasks of its rollout and cleanup that are done or begun; a run that was cut off goes on with the others
 * @param rollbackTasks the same of its rollback
 * @param serving whether it is done and no later one has replaced it
 * @param stopped whether its instances were stopped; it serves, but nothing of it runs
 * @param reason why it failed or was superseded; set while it still runs, its parts are being taken down
 * @param lastLines of the container that failed
 * @param opening what the balancers had counted when it started; null before, and after its end
 * @param receipt null until its end
 * @param committed whether the new version serves, so that there is no way back
 * @param trial what was seen so far of the share that a canary is tried with now
 * @param ending how it ends when it has gone back; null while it goes forward
 * @param requester who asked for it
 */
public record Deployment(
        Release release,
        List<Part> parts,
        List<Integer> replaces,
        @Nullable String strategy,
        TaskProgress tasks,
        TaskProgress rollbackTasks,
        DeploymentState state,
        boolean serving,
        boolean stopped,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<Step> steps,
        @Nullable InitialCounters opening,
        @Nullable Receipt receipt,
        boolean committed,
        @Nullable CanaryTrial trial,
        @Nullable DeploymentState ending,
        Requester requester)
        implements Executable<Deployment> {

    public Deployment {
        parts = List.copyOf(parts);
        replaces = List.copyOf(replaces);
        lastLines = lastLines == null ? null : List.copyOf(lastLines);
        steps = List.copyOf(steps);
    }

    /** @param evidence what asked for it */
    public static Deployment accepted(
            Release release, List<Part> parts, String evidence, Requester requester, Instant now) {
        Draft draft = new Draft(release, parts, requester, now);
        draft.step("accepted", evidence, now);
        draft.step("rendered", "parts: " + parts.size() + ", with their hashes", now);
        return draft.finished();
    }

    /** It was accepted, and cannot be carried out: it fails when its turn comes, and changes nothing. */
    public Deployment refused(String why) {
        return with(draft -> draft.reason = why);
    }

    public boolean isRefused() {
        return state == DeploymentState.QUEUED && reason != null;
    }

    /** Something was seen that proves a step between those of the plan. */
    public Deployment noted(String step, String evidence, Instant now) {
        return with(draft -> draft.step(step, evidence, now));
    }

    /** Its instances reached stages between those of the plan. */
    @Override
    public Deployment noted(List<ReachedStage> stages, Instant now) {
        return with(draft -> stages.forEach(stage -> draft.step(stage.step(), stage.evidence(), now)));
    }

    /** Returns the replacement of the versions that serve by the next one. */
    public static Takeover takeover(Release next, List<Deployment> serving) {
        return new Takeover(
                next,
                serving.stream().map(Deployment::release).toList(),
                serving.stream().filter(Deployment::stopped).map(Deployment::id).collect(Collectors.toSet()));
    }

    public ReleaseId id() {
        return release.id();
    }

    /** Whether it runs, or ran and did what was asked for. */
    public boolean isRunningOrDone() {
        return state == DeploymentState.RUNNING || state == DeploymentState.DONE;
    }

    /** Whether it goes back: it failed, but not everything of it is gone. */
    @Override
    public boolean isAbandoned() {
        return state == DeploymentState.RUNNING && reason != null;
    }

    /**
     * @param serves versions that serve now
     * @param chosen strategy
     * @param why that one, for people
     */
    public Deployment started(List<Integer> serves, String chosen, String why, Instant now) {
        return with(draft -> {
            draft.replaces = serves;
            draft.strategy = chosen;
            draft.tasks = TaskProgress.NONE;
            draft.state = DeploymentState.RUNNING;
            draft.step("started", serves.isEmpty() ? why : "serving: " + serves + "; " + why, now);
        });
    }

    /** With what the balancers had counted when it started. */
    public Deployment opened(InitialCounters counted) {
        return with(draft -> draft.opening = counted);
    }

    /** With its receipt, right before its end. */
    public Deployment closed(Receipt written) {
        return with(draft -> {
            draft.opening = null;
            draft.receipt = written;
        });
    }

    public Deployment asCommitted() {
        return with(draft -> draft.committed = true);
    }

    public Deployment tried(CanaryTrial seen) {
        return with(draft -> draft.trial = seen);
    }

    @Override
    public Deployment completed(Task task, String evidence, Instant now) {
        return with(draft -> {
            draft.trial = null;
            draft.tasks = draft.tasks.complete(task.id());
            draft.step(task.kind().step(), evidence + " (" + task.reason() + ")", now);
        });
    }

    /** A task of the rollout or the cleanup is about to be executed. */
    @Override
    public Deployment beginning(Task task) {
        return with(draft -> draft.tasks = draft.tasks.begin(task.id()));
    }

    /** A task of the rollback is about to be executed. */
    @Override
    public Deployment undoing(Task task) {
        return with(draft -> draft.rollbackTasks = draft.rollbackTasks.begin(task.id()));
    }

    /** The same with its tasks named where a record of an earlier release counted them. */
    public Deployment identified(List<Task> plan) {
        return with(draft -> draft.tasks = draft.tasks.identified(plan));
    }

    /** The same with the tasks of its rollback named where a record of an earlier release counted them. */
    public Deployment rollbackIdentified(List<Task> rollback) {
        return with(draft -> draft.rollbackTasks = draft.rollbackTasks.identified(rollback));
    }

    public Deployment done(Instant now) {
        return with(draft -> {
            draft.serving = true;
            draft.end(DeploymentState.DONE, "version " + id().version() + " serves alone", now);
        });
    }

    /** @param end how it ends when it has gone back */
    public Deployment abandoned(String why, @Nullable List<String> lines, DeploymentState end, Instant now) {
        return with(draft -> {
            draft.trial = null;
            draft.ending = end;
            draft.reason = why;
            draft.lastLines = lines;
            draft.step("abandoned", why, now);
        });
    }

    @Override
    public Deployment undone(Task task, String evidence, Instant now) {
        return with(draft -> {
            draft.rollbackTasks = draft.rollbackTasks.complete(task.id());
            draft.step(task.kind().step(), evidence + " (" + task.reason() + ")", now);
        });
    }

    /** Everything of it is gone. */
    public Deployment wentBack(Instant now) {
        DeploymentState end = ending == null ? DeploymentState.FAILED : ending;
        return with(draft -> draft.end(end, "nothing of it is left running", now));
    }

    public Deployment superseded(String why, Instant now) {
        return with(draft -> {
            draft.reason = why;
            draft.end(DeploymentState.SUPERSEDED, why, now);
        });
    }

    /**
     * It has another number of instances from now on; so a version is always kept with the scale that it last had.
     *
     * @param whole what the engine is to hold of all of them
     */
    public Deployment scaled(int instances, List<Part> whole) {
        return with(draft -> {
            draft.release = release.withInstances(instances);
            draft.parts = whole;
        });
    }

    /** @param now whether its instances are stopped from now on */
    public Deployment stopped(boolean now) {
        return with(draft -> draft.stopped = now);
    }

    /** How many instances run, where nothing is under way. */
    public int running() {
        return stopped ? 0 : release.config().numInstances();
    }

    /** It serves no longer. */
    public Deployment retired() {
        return with(draft -> draft.serving = false);
    }

    private Deployment with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** The one place, beside the record's own head, that knows every component. */
    private static final class Draft {

        private final Instant createdAt;
        private final Requester requester;
        private final List<Step> steps = new ArrayList<>();
        private Release release;
        private List<Part> parts;
        private List<Integer> replaces = List.of();
        private @Nullable String strategy;
        private TaskProgress tasks = TaskProgress.NONE;
        private TaskProgress rollbackTasks = TaskProgress.NONE;
        private DeploymentState state = DeploymentState.QUEUED;
        private boolean serving;
        private boolean stopped;
        private @Nullable Instant finishedAt;
        private @Nullable String reason;
        private @Nullable List<String> lastLines;
        private @Nullable InitialCounters opening;
        private @Nullable Receipt receipt;
        private boolean committed;
        private @Nullable CanaryTrial trial;
        private @Nullable DeploymentState ending;

        Draft(Release release, List<Part> parts, Requester requester, Instant createdAt) {
            this.requester = requester;
            this.release = release;
            this.parts = parts;
            this.createdAt = createdAt;
        }

        Draft(Deployment from) {
            this(from.release, from.parts, from.requester, from.createdAt);
            replaces = from.replaces;
            strategy = from.strategy;
            tasks = from.tasks;
            rollbackTasks = from.rollbackTasks;
            state = from.state;
            serving = from.serving;
            stopped = from.stopped;
            finishedAt = from.finishedAt;
            reason = from.reason;
            lastLines = from.lastLines;
            steps.addAll(from.steps);
            opening = from.opening;
            receipt = from.receipt;
            committed = from.committed;
            trial = from.trial;
            ending = from.ending;
        }

        public void step(String name, String evidence, Instant now) {
            steps.add(new Step(name, now, evidence));
        }

        /** The last step has the name of the state. */
        void end(DeploymentState end, String evidence, Instant now) {
            state = end;
            finishedAt = now;
            tasks = TaskProgress.NONE;
            rollbackTasks = TaskProgress.NONE;
            step(end.name().toLowerCase(Locale.ROOT), evidence, now);
        }

        Deployment finished() {
            return new Deployment(
                    release,
                    parts,
                    replaces,
                    strategy,
                    tasks,
                    rollbackTasks,
                    state,
                    serving,
                    stopped,
                    createdAt,
                    finishedAt,
                    reason,
                    lastLines,
                    steps,
                    opening,
                    receipt,
                    committed,
                    trial,
                    ending,
                    requester);
        }
    }
}
