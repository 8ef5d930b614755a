package io.paz.scheduler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tasks of a plan that are done or begun. Records of earlier releases only count those that are done.
 *
 * @param done in the order in which they were done
 * @param begun not done, but may have taken effect
 * @param counted tasks that are done of the plan as the release computed it that counted them; 0 where they are known
 */
public record TaskProgress(List<TaskId> done, List<TaskId> begun, int counted) {

    public static final TaskProgress NONE = counted(0);

    public TaskProgress {
        done = List.copyOf(done);
        begun = List.copyOf(begun);
    }

    public static TaskProgress counted(int count) {
        return new TaskProgress(List.of(), List.of(), count);
    }

    /** Whether it names the tasks instead of counting them. */
    public boolean isIdentified() {
        return !done.isEmpty() || !begun.isEmpty();
    }

    /**
     * The same with the tasks named.
     *
     * @param plan as the release computed it that counted them
     */
    public TaskProgress identified(List<Task> plan) {
        if (isIdentified()) {
            return this;
        }
        List<TaskId> ids = plan.stream().map(Task::id).toList();
        int count = Math.min(counted, ids.size());
        return new TaskProgress(ids.subList(0, count), ids.subList(count, Math.min(count + 1, ids.size())), 0);
    }

    public TaskProgress begin(TaskId task) {
        return begun.contains(task)
                ? this
                : new TaskProgress(
                        done, Stream.concat(begun.stream(), Stream.of(task)).toList(), counted);
    }

    public TaskProgress complete(TaskId task) {
        List<TaskId> unfinished = new ArrayList<>(begun);
        unfinished.remove(task);
        return new TaskProgress(Stream.concat(done.stream(), Stream.of(task)).toList(), unfinished, counted);
    }

    /** Returns the tasks of the plan that are not done. */
    public List<Task> remaining(List<Task> plan) {
        List<TaskId> unused = new ArrayList<>(done);
        return plan.stream().filter(task -> !unused.remove(task.id())).toList();
    }

    /** Returns the tasks that are done or may have taken effect. */
    public List<TaskId> touched() {
        return Stream.concat(done.stream(), begun.stream()).toList();
    }
}
