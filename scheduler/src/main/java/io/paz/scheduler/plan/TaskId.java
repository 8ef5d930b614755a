package io.paz.scheduler.plan;

import io.paz.engine.ReleaseId;
import java.util.List;

/**
 * Identity of a task in its plan, kept with a deployment or an operation: the task is known by it wherever another release of the
 * scheduler puts it in the plan.
 *
 * @param share in percent, where the task is about that; else {@link Task#NO_SHARE}
 */
public record TaskId(Task.Kind kind, ReleaseId release, List<Integer> instances, int share) {

    public TaskId {
        instances = List.copyOf(instances);
    }
}
