package io.paz.scheduler.execution;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Strategy;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import java.util.List;
import java.util.stream.Stream;

/** Plan of a deployment that has started, computed from what is stored of it. */
record DeploymentPlan(Takeover takeover, Strategy strategy, List<Task> rollout, List<Task> cleanup) {

    /** Blocks on the disk. */
    static DeploymentPlan of(Deployment started, DeploymentRepository repository) {
        List<Deployment> serving = started.replaces().stream()
                .map(version -> new ReleaseId(started.id().service(), version))
                .flatMap(id -> repository.find(id).stream())
                .toList();
        return of(Deployment.takeover(started.release(), serving), started);
    }

    private static DeploymentPlan of(Takeover takeover, Deployment started) {
        Strategy strategy = Strategies.named(started.strategy(), started.release());
        return new DeploymentPlan(takeover, strategy, strategy.rollout(takeover), strategy.cleanup(takeover));
    }

    /** Rollout and cleanup. */
    List<Task> forward() {
        return Stream.concat(rollout.stream(), cleanup.stream()).toList();
    }

    /** The way back from whatever the deployment has done or begun. */
    List<Task> rollback(Deployment abandoned) {
        return strategy.rollback(takeover, abandoned.tasks().touched());
    }

    /** Names the tasks that an earlier release only counted; none of the cleanup is begun before the deployment is committed. */
    Deployment identified(Deployment started) {
        boolean isPastRollout = started.committed() || started.tasks().counted() > rollout.size();
        Deployment identified = started.identified(isPastRollout ? forward() : rollout);
        return identified.isAbandoned() ? identified.rollbackIdentified(rollback(identified)) : identified;
    }
}
