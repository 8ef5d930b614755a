package io.paz.scheduler.deployment;

import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskProgress;
import java.time.Instant;
import java.util.List;

/**
 * What has a plan that is executed: a deployment or an operation. Immutable: each change is a new value.
 *
 * @param <T> the type itself
 */
public interface Executable<T extends Executable<T>> {

    /** Tasks of the rollout and the cleanup that are done or begun. */
    TaskProgress tasks();

    /** The same of the rollback. */
    TaskProgress rollbackTasks();

    List<Step> steps();

    Instant createdAt();

    /** Whether it goes back: it failed, but not everything of it is gone. */
    boolean isAbandoned();

    /** Its instances reached stages between those of the plan. */
    T noted(List<ReachedStage> stages, Instant now);

    /** A task of the rollout or the cleanup is about to be executed. */
    T beginning(Task task);

    T completed(Task task, String evidence, Instant now);

    /** A task of the rollback is about to be executed. */
    T undoing(Task task);

    T undone(Task task, String evidence, Instant now);
}
