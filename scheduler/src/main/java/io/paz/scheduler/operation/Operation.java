package io.paz.scheduler.operation;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Executable;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.plan.Resize;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskProgress;
import io.paz.scheduler.request.Requester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * State of one operation on the version that serves, from acceptance to history. Immutable: each change is a new value,
 * which is on disk before the next side effect.
 *
 * @param version that it is about; until it starts, the one that is expected to serve then
 * @param instances that the version is to have
 * @param listed how many the directory had before it got the new number; null where that did not change
 * @param afterVersion newest version of the service when it was accepted, so that its place in line is known after a restart
 * @param resize what it changes; null before it started
 * @param parts what the engine is to hold of the version afterwards, with hashes; empty before it started
 * @param tasks of its plan that are done
 * @param rollbackTasks the same of its rollback
 * @param reason why it failed or was superseded
 * @param lastLines of the container that failed
 * @param requester who asked for it
 */
public record Operation(
        OperationId id,
        OperationKind kind,
        int version,
        int instances,
        @Nullable Integer listed,
        int afterVersion,
        @Nullable Resize resize,
        List<Part> parts,
        TaskProgress tasks,
        TaskProgress rollbackTasks,
        DeploymentState state,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<Step> steps,
        Requester requester)
        implements Executable<Operation> {

    public Operation {
        parts = List.copyOf(parts);
        lastLines = lastLines == null ? null : List.copyOf(lastLines);
        steps = List.copyOf(steps);
    }

    /** @param evidence what asked for it */
    public static Operation accepted(
            OperationId id,
            OperationKind kind,
            ExpectedState outlook,
            @Nullable Integer listed,
            int afterVersion,
            String evidence,
            Requester requester,
            Instant now) {
        return new Operation(
                id,
                kind,
                outlook.release().id().version(),
                outlook.release().config().numInstances(),
                listed,
                afterVersion,
                null,
                List.of(),
                TaskProgress.NONE,
                TaskProgress.NONE,
                DeploymentState.QUEUED,
                now,
                null,
                null,
                null,
                List.of(new Step("accepted", now, evidence)),
                requester);
    }

    /** The version that it is about. */
    public ReleaseId release() {
        return new ReleaseId(id.service(), version);
    }

    public boolean isBegun() {
        return state == DeploymentState.RUNNING;
    }

    /** Whether it runs, or ran and did what was asked for. */
    public boolean isRunningOrDone() {
        return state == DeploymentState.RUNNING || state == DeploymentState.DONE;
    }

    /** Whether it goes back: it failed, but not everything of it is gone. */
    @Override
    public boolean isAbandoned() {
        return isBegun() && reason != null;
    }

    /** @param serving the version that serves now, which it is about */
    public Operation started(Deployment serving, List<Part> whole, Instant now) {
        Resize change = change(serving);
        return with(draft -> {
            draft.version = serving.id().version();
            draft.instances = wanted(serving);
            draft.resize = change;
            draft.parts = whole;
            draft.state = DeploymentState.RUNNING;
            draft.step(
                    "started",
                    serving.id() + " runs with " + change.from() + " of " + wanted(serving) + " instances",
                    now);
        });
    }

    /** Only a scale changes how many instances a version has. */
    public int wanted(Deployment serving) {
        return kind == OperationKind.SCALE
                ? instances
                : serving.release().config().numInstances();
    }

    private Resize change(Deployment serving) {
        int to =
                switch (kind) {
                    case SCALE -> serving.stopped() ? 0 : instances;
                    case STOP -> 0;
                    case START -> serving.release().config().numInstances();
                };
        return new Resize(serving.running(), to);
    }

    /** Whether it starts instances, as far as that is known. */
    public boolean isGrowing() {
        return resize != null && resize.to() > resize.from();
    }

    /** Its instances reached stages between those of the plan. */
    @Override
    public Operation noted(List<ReachedStage> stages, Instant now) {
        return with(draft -> stages.forEach(stage -> draft.step(stage.step(), stage.evidence(), now)));
    }

    @Override
    public Operation completed(Task task, String evidence, Instant now) {
        return with(draft -> {
            draft.tasks = draft.tasks.complete(task.id());
            draft.step(task.kind().step(), evidence + " (" + task.reason() + ")", now);
        });
    }

    public Operation abandoned(String why, @Nullable List<String> lines, Instant now) {
        return with(draft -> {
            draft.reason = why;
            draft.lastLines = lines;
            draft.step("abandoned", why, now);
        });
    }

    @Override
    public Operation undone(Task task, String evidence, Instant now) {
        return with(draft -> {
            draft.rollbackTasks = draft.rollbackTasks.complete(task.id());
            draft.step(task.kind().step(), evidence + " (" + task.reason() + ")", now);
        });
    }

    @Override
    public Operation beginning(Task task) {
        return with(draft -> draft.tasks = draft.tasks.begin(task.id()));
    }

    @Override
    public Operation undoing(Task task) {
        return with(draft -> draft.rollbackTasks = draft.rollbackTasks.begin(task.id()));
    }

    /** The same with its tasks named where a record of an earlier release counted them. */
    public Operation identified(List<Task> plan, List<Task> rollback) {
        return with(draft -> {
            draft.tasks = draft.tasks.identified(plan);
            draft.rollbackTasks = draft.rollbackTasks.identified(rollback);
        });
    }

    public Operation done(String evidence, Instant now) {
        return with(draft -> draft.end(DeploymentState.DONE, evidence, now));
    }

    public Operation failed(String why, String evidence, Instant now) {
        return with(draft -> {
            draft.reason = why;
            draft.end(DeploymentState.FAILED, evidence, now);
        });
    }

    public Operation superseded(String why, Instant now) {
        return with(draft -> {
            draft.reason = why;
            draft.end(DeploymentState.SUPERSEDED, why, now);
        });
    }

    private Operation with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** What changes on the way. */
    private static final class Draft {

        private final Operation from;
        private final List<Step> steps;
        private int version;
        private int instances;
        private @Nullable Resize resize;
        private List<Part> parts;
        private TaskProgress tasks;
        private TaskProgress rollbackTasks;
        private DeploymentState state;
        private @Nullable Instant finishedAt;
        private @Nullable String reason;
        private @Nullable List<String> lastLines;

        Draft(Operation from) {
            this.from = from;
            steps = new ArrayList<>(from.steps);
            version = from.version;
            instances = from.instances;
            resize = from.resize;
            parts = from.parts;
            tasks = from.tasks;
            rollbackTasks = from.rollbackTasks;
            state = from.state;
            finishedAt = from.finishedAt;
            reason = from.reason;
            lastLines = from.lastLines;
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

        Operation finished() {
            return new Operation(
                    from.id,
                    from.kind,
                    version,
                    instances,
                    from.listed,
                    from.afterVersion,
                    resize,
                    parts,
                    tasks,
                    rollbackTasks,
                    state,
                    from.createdAt,
                    finishedAt,
                    reason,
                    lastLines,
                    steps,
                    from.requester);
        }
    }
}
