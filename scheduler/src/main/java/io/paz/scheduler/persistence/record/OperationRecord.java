package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import io.paz.scheduler.operation.OperationKind;
import io.paz.scheduler.plan.Resize;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored operation. The order of the components is the order on disk.
 *
 * @param completedTasks how many tasks an earlier release had done; 0 where {@code tasks} names them
 * @param undoneTasks the same of the rollback
 */
public record OperationRecord(
        IdRecord id,
        String kind,
        int version,
        int instances,
        @Nullable Integer listed,
        int afterVersion,
        @Nullable ResizeRecord resize,
        List<PartRecord> parts,
        int completedTasks,
        int undoneTasks,
        String state,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<StepRecord> steps,
        @Nullable TaskProgressRecord tasks,
        @Nullable TaskProgressRecord rollbackTasks,
        @Nullable RequesterRecord requester) {

    record IdRecord(String service, int number) {}

    record ResizeRecord(int from, int to) {}

    public static OperationRecord of(Operation operation) {
        Resize resize = operation.resize();
        return new OperationRecord(
                new IdRecord(operation.id().service(), operation.id().number()),
                operation.kind().name(),
                operation.version(),
                operation.instances(),
                operation.listed(),
                operation.afterVersion(),
                resize == null ? null : new ResizeRecord(resize.from(), resize.to()),
                PartRecord.of(operation.parts()),
                operation.tasks().counted(),
                operation.rollbackTasks().counted(),
                operation.state().name(),
                operation.createdAt(),
                operation.finishedAt(),
                operation.reason(),
                operation.lastLines(),
                StepRecord.of(operation.steps()),
                TaskProgressRecord.of(operation.tasks()),
                TaskProgressRecord.of(operation.rollbackTasks()),
                RequesterRecord.of(operation.requester()));
    }

    public Operation toDomain() {
        return new Operation(
                new OperationId(id.service, id.number),
                OperationKind.valueOf(kind),
                version,
                instances,
                listed,
                afterVersion,
                resize == null ? null : new Resize(resize.from, resize.to),
                PartRecord.toDomain(parts),
                TaskProgressRecord.toDomain(tasks, completedTasks, id.service),
                TaskProgressRecord.toDomain(rollbackTasks, undoneTasks, id.service),
                DeploymentState.valueOf(state),
                createdAt,
                finishedAt,
                reason,
                lastLines,
                StepRecord.toDomain(steps),
                RequesterRecord.toDomain(requester));
    }
}
