package io.paz.scheduler.execution;

import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.Executable;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.health.TaskListener;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskProgress;
import io.paz.scheduler.queue.ProgressListener;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One execution of a plan, from wherever it stands. What a task may change is on disk before it is executed, and its completion before
 * the next begins; each may be executed twice. A failure of the rollout leads back; cleanup and rollback are tried until they work.
 */
abstract class PlanExecution<T extends Executable<T>> implements TaskListener {

    private static final System.Logger log = System.getLogger(PlanExecution.class.getName());

    private final TaskAttempts attempts;
    private final ProgressListener<T> progress;
    private final Clock clock;
    private T current;

    PlanExecution(T started, TaskAttempts attempts, ProgressListener<T> progress, Clock clock) {
        this.current = started;
        this.attempts = attempts;
        this.progress = progress;
        this.clock = clock;
    }

    /** Tasks after which the new state serves. */
    abstract List<Task> rollout();

    /** Rollout and cleanup. */
    abstract List<Task> forward();

    abstract List<Task> rollback();

    /** How long each part of the rollout may take. */
    abstract Duration timeout();

    /** Blocks until the task is done; gives the evidence. */
    abstract String perform(Task task, Deadline deadline) throws DeploymentFailedException;

    /** Keeps it on disk. */
    abstract void write(T changed);

    /** Whether the rollout is over, so that there is no way back. */
    abstract boolean isCommitted();

    /** Ends the rollout; the result is on disk already. */
    abstract T commit() throws DeploymentFailedException;

    /** The same with why it goes back. */
    abstract T abandoned(DeploymentFailedException failure);

    /** Ends it after its cleanup. */
    abstract T finish();

    /** Ends it after its rollback. */
    abstract T finishRollback();

    final T current() {
        return current;
    }

    /** Keeps a change on disk. */
    final void save(T changed) {
        write(changed);
        current = changed;
    }

    /** Blocks until it has ended. */
    final T run() {
        if (!current.isAbandoned()) {
            try {
                if (!isCommitted()) {
                    rollOutOrFail();
                }
                cleanUp();
                return finish();
            } catch (DeploymentFailedException e) {
                abandon(e);
            }
        }
        undo();
        return finishRollback();
    }

    private void rollOutOrFail() throws DeploymentFailedException {
        try {
            rollOut();
            current = commit();
        } catch (RepositoryUnavailableException | Pause.StoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, this + " failed unexpectedly; rolling back", e);
            throw new DeploymentFailedException("unexpected failure, see the scheduler's log: " + e);
        }
    }

    /** Every batch and every share has the whole time; what had to be waited for before it does not count. */
    private void rollOut() throws DeploymentFailedException {
        Deadline deadline = Deadline.in(timeout());
        for (Task task : current.tasks().remaining(rollout())) {
            begin(task);
            Deadline end = deadline;
            complete(task, rollout(), attempts.within(end, task, this::isCancelled, () -> perform(task, end)));
            if (task.kind() == Task.Kind.DESTROY || task.kind() == Task.Kind.JUDGE) {
                deadline = Deadline.in(timeout());
            }
        }
    }

    private void cleanUp() {
        for (Task task : current.tasks().remaining(forward())) {
            begin(task);
            complete(task, forward(), untilItWorks(task));
        }
    }

    private void abandon(DeploymentFailedException failure) {
        current = abandoned(failure);
        save(next(current.rollbackTasks(), rollback()).map(current::undoing).orElse(current));
    }

    private void undo() {
        List<Task> rollback = rollback();
        for (Task task : current.rollbackTasks().remaining(rollback)) {
            T undone = current.undone(task, untilItWorks(task), clock.instant());
            save(next(undone.rollbackTasks(), rollback).map(undone::undoing).orElse(undone));
        }
    }

    final String untilItWorks(Task task) {
        return attempts.untilItWorks(deadline -> perform(task, deadline));
    }

    /** Mostly the completion of the task before has written this already. */
    private void begin(Task task) {
        if (!current.tasks().begun().contains(task.id())) {
            save(current.beginning(task));
        }
    }

    /** Who waits for the submission does not wait for the old version's end as well, where that comes first. */
    private void complete(Task task, List<Task> tasks, String evidence) {
        T completed = current.completed(task, evidence, clock.instant());
        save(next(completed.tasks(), tasks).map(completed::beginning).orElse(completed));
        if (task.kind() == Task.Kind.SUBMIT || task.kind() == Task.Kind.WITHDRAW) {
            progress.submitted(current);
        }
    }

    private static Optional<Task> next(TaskProgress progress, List<Task> tasks) {
        return progress.remaining(tasks).stream().findFirst();
    }

    @Override
    public boolean isCancelled() {
        return progress.isCancelled();
    }

    @Override
    public final void seen(List<ReachedStage> stages) {
        List<ReachedStage> unreported = ReachedStage.unreported(stages, current.steps());
        if (!unreported.isEmpty()) {
            save(current.noted(unreported, clock.instant()));
        }
    }

    @Override
    public final Instant submittedSince() {
        return Step.submittedSince(current.steps(), current.createdAt());
    }
}
