package io.paz.scheduler.persistence.record;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskId;
import io.paz.scheduler.plan.TaskProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored progress of a plan. Earlier releases stored a count in its place. */
record TaskProgressRecord(List<TaskRecord> done, List<TaskRecord> begun) {

    /** @param share in percent; absent where the task is not about that */
    record TaskRecord(
            String kind,
            int version,
            List<Integer> instances,
            @Nullable Integer share) {

        private static TaskRecord of(TaskId task) {
            return new TaskRecord(
                    task.kind().name(),
                    task.release().version(),
                    task.instances(),
                    task.share() == Task.NO_SHARE ? null : task.share());
        }

        private TaskId toDomain(String service) {
            return new TaskId(
                    Task.Kind.valueOf(kind),
                    new ReleaseId(service, version),
                    instances,
                    share == null ? Task.NO_SHARE : share);
        }
    }

    /** Null where no task is named. */
    static @Nullable TaskProgressRecord of(TaskProgress progress) {
        return progress.isIdentified()
                ? new TaskProgressRecord(
                        progress.done().stream().map(TaskRecord::of).toList(),
                        progress.begun().stream().map(TaskRecord::of).toList())
                : null;
    }

    static TaskProgress toDomain(@Nullable TaskProgressRecord stored, int counted, String service) {
        return stored == null
                ? TaskProgress.counted(counted)
                : new TaskProgress(tasks(stored.done, service), tasks(stored.begun, service), 0);
    }

    private static List<TaskId> tasks(List<TaskRecord> tasks, String service) {
        return tasks.stream().map(task -> task.toDomain(service)).toList();
    }
}
