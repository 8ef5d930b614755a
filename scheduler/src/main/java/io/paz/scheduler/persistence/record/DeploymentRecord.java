package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.CanaryTrial;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Receipt;
import io.paz.scheduler.persistence.record.TrafficRecord.InitialRecord;
import io.paz.scheduler.traffic.InitialCounters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored deployment. The order of the components is the order on disk.
 *
 * @param completedTasks how many tasks an earlier release had done; 0 where {@code tasks} names them
 * @param undoneTasks the same of the rollback
 */
public record DeploymentRecord(
        ReleaseRecord release,
        List<PartRecord> parts,
        List<Integer> replaces,
        @Nullable String strategy,
        int completedTasks,
        int undoneTasks,
        String state,
        boolean serving,
        boolean stopped,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<StepRecord> steps,
        @Nullable InitialRecord opening,
        @Nullable ReceiptRecord receipt,
        boolean committed,
        @Nullable TrialRecord trial,
        @Nullable String ending,
        @Nullable TaskProgressRecord tasks,
        @Nullable TaskProgressRecord rollbackTasks,
        @Nullable RequesterRecord requester) {

    public static DeploymentRecord of(Deployment deployment) {
        InitialCounters opening = deployment.opening();
        Receipt receipt = deployment.receipt();
        CanaryTrial trial = deployment.trial();
        DeploymentState ending = deployment.ending();
        return new DeploymentRecord(
                ReleaseRecord.of(deployment.release()),
                PartRecord.of(deployment.parts()),
                deployment.replaces(),
                deployment.strategy(),
                deployment.tasks().counted(),
                deployment.rollbackTasks().counted(),
                deployment.state().name(),
                deployment.serving(),
                deployment.stopped(),
                deployment.createdAt(),
                deployment.finishedAt(),
                deployment.reason(),
                deployment.lastLines(),
                StepRecord.of(deployment.steps()),
                opening == null ? null : InitialRecord.of(opening),
                receipt == null ? null : ReceiptRecord.of(receipt),
                deployment.committed(),
                trial == null ? null : TrialRecord.of(trial),
                ending == null ? null : ending.name(),
                TaskProgressRecord.of(deployment.tasks()),
                TaskProgressRecord.of(deployment.rollbackTasks()),
                RequesterRecord.of(deployment.requester()));
    }

    public Deployment toDomain() {
        String service = release.id().service();
        return new Deployment(
                release.toDomain(),
                PartRecord.toDomain(parts),
                replaces,
                strategy,
                TaskProgressRecord.toDomain(tasks, completedTasks, service),
                TaskProgressRecord.toDomain(rollbackTasks, undoneTasks, service),
                DeploymentState.valueOf(state),
                serving,
                stopped,
                createdAt,
                finishedAt,
                reason,
                lastLines,
                StepRecord.toDomain(steps),
                opening == null ? null : opening.toDomain(),
                receipt == null ? null : receipt.toDomain(),
                committed,
                trial == null ? null : trial.toDomain(),
                ending == null ? null : DeploymentState.valueOf(ending),
                RequesterRecord.toDomain(requester));
    }
}
