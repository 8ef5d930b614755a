package io.paz.scheduler.execution;

import io.paz.scheduler.canary.CanaryRunner;
import io.paz.scheduler.canary.CanaryState;
import io.paz.scheduler.deployment.CanaryTrial;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskSequences;
import io.paz.scheduler.queue.JobHandler;
import io.paz.scheduler.queue.ProgressListener;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.traffic.InitialCounters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executes a deployment, or resumes it where it was interrupted: each task's completion is on disk before the next begins, and
 * each may be done twice. A failure before the new version serves leads back; what comes after is tried until it works, and so
 * is the way back.
 */
public final class DeploymentExecutor implements JobHandler<Deployment> {

    private static final int NEWER_VERSIONS = 100;

    private final DeploymentRepository repository;
    private final TaskAttempts attempts;
    private final CanaryRunner canaries;
    private final Interventions interventions;
    private final TrafficRecorder traffic;
    private final Timeouts timeouts;
    private final Clock clock;

    public DeploymentExecutor(
            DeploymentRepository repository,
            TaskAttempts attempts,
            CanaryRunner canaries,
            Interventions interventions,
            TrafficRecorder traffic,
            Timeouts timeouts,
            Clock clock) {
        this.repository = repository;
        this.attempts = attempts;
        this.canaries = canaries;
        this.interventions = interventions;
        this.traffic = traffic;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public Object id(Deployment deployment) {
        return deployment.id();
    }

    @Override
    public String name(Deployment deployment) {
        return "version " + deployment.id().version();
    }

    @Override
    public String supersessionKey(Deployment deployment) {
        return deployment.isRefused() ? "refused deployment" : "deployment";
    }

    @Override
    public Deployment supersede(Deployment waiting, String why) {
        return save(waiting.superseded(why, clock.instant()));
    }

    /** Executes it. Blocks until the deployment has ended, and reports each step to the progress. */
    @Override
    public Deployment run(Deployment accepted, ProgressListener<Deployment> progress) {
        Deployment deployment = repository.find(accepted.id()).orElse(accepted);
        if (deployment.state().isFinal()) {
            return deployment;
        }
        if (deployment.isRefused()) {
            return save(deployment.wentBack(clock.instant()));
        }
        Optional<String> obsolete = obsolete(deployment);
        if (obsolete.isPresent()) {
            return execution(deployment, progress).giveUp(obsolete.get());
        }
        Deployment started = isBegun(deployment) ? deployment : start(deployment);
        return execution(started, progress).run();
    }

    private Execution execution(Deployment started, ProgressListener<Deployment> progress) {
        return new Execution(started, DeploymentPlan.of(started, repository), progress);
    }

    /**
     * Why it must not go on: a newer version serves. One that never began also gives way to a newer one that runs or is done, but not to
     * one that failed: what was asked for before that is then still wanted.
     */
    private Optional<String> obsolete(Deployment deployment) {
        boolean begun = deployment.state() == DeploymentState.RUNNING;
        return repository.newest(deployment.id().service(), NEWER_VERSIONS).stream()
                .filter(newer -> newer.id().version() > deployment.id().version())
                .filter(newer -> newer.serving() || !begun && newer.isRunningOrDone())
                .findFirst()
                .map(newer -> newer.id() + " was deployed after it, before it ended");
    }

    /** One that began before strategies were kept has a plan of other tasks; it begins anew, which harms nothing. */
    private static boolean isBegun(Deployment deployment) {
        return deployment.isAbandoned()
                || deployment.state() == DeploymentState.RUNNING && deployment.strategy() != null;
    }

    private Deployment start(Deployment deployment) {
        List<Deployment> serving = repository.serving(deployment.id().service());
        List<Integer> versions =
                serving.stream().map(each -> each.id().version()).toList();
        Takeover takeover = Deployment.takeover(deployment.release(), serving);
        Strategies.Choice choice = Strategies.choose(takeover);
        List<Task> rollout =
                Strategies.named(choice.name(), deployment.release()).rollout(takeover);
        InitialCounters opening = traffic.open(deployment.id().service());
        return save(deployment
                .started(versions, choice.name(), choice.reason(), clock.instant())
                .beginning(rollout.get(0))
                .opened(opening));
    }

    private Deployment save(Deployment deployment) {
        repository.save(deployment);
        return deployment;
    }

    /** Execution of one deployment. */
    private final class Execution extends PlanExecution<Deployment> implements CanaryState {

        private final DeploymentPlan plan;
        private final Takeover takeover;

        Execution(Deployment started, DeploymentPlan plan, ProgressListener<Deployment> progress) {
            super(plan.identified(started), attempts, progress, clock);
            this.plan = plan;
            this.takeover = plan.takeover();
        }

        @Override
        List<Task> rollout() {
            return plan.rollout();
        }

        @Override
        List<Task> forward() {
            return plan.forward();
        }

        @Override
        List<Task> rollback() {
            return plan.rollback(current());
        }

        @Override
        Duration timeout() {
            return current().release().config().health().startPeriod(timeouts.deadline());
        }

        @Override
        void write(Deployment changed) {
            repository.save(changed);
        }

        @Override
        boolean isCommitted() {
            return current().committed();
        }

        @Override
        Deployment commit() throws DeploymentFailedException {
            if (current().replaces().isEmpty()) {
                // Not before: HAProxy is reloaded for a new service, and begins to count again.
                save(current().opened(traffic.openAtZero(current().id().service())));
            }
            return interventions.commit(current());
        }

        @Override
        Deployment finish() {
            save(closed().done(clock.instant()));
            return current();
        }

        @Override
        Deployment finishRollback() {
            save(closed().wentBack(clock.instant()));
            return current();
        }

        /** Takes away what it may have started, and nothing else: the newer version has all the rest. */
        Deployment giveUp(String why) {
            if (current().state() != DeploymentState.RUNNING) {
                return supersede(current(), why);
            }
            TaskSequences.takeAway(takeover.next(), why).forEach(this::untilItWorks);
            return supersede(closed(), why);
        }

        @Override
        Deployment abandoned(DeploymentFailedException failure) {
            Deployment deployment = current();
            Instant now = clock.instant();
            return switch (failure.kind()) {
                case FAILURE ->
                    deployment.abandoned(
                            failure.reason() + Strategies.advice(takeover, deployment.strategy()),
                            failure.lastLines(),
                            DeploymentState.FAILED,
                            now);
                case JUDGEMENT -> deployment.abandoned(failure.reason(), null, DeploymentState.ROLLED_BACK, now);
                case CANCELLATION ->
                    interventions.isAborted(deployment.id())
                            ? deployment.abandoned(
                                    Intervention.ABORT.evidence(), null, DeploymentState.ROLLED_BACK, now)
                            : deployment.abandoned(failure.reason(), null, DeploymentState.FAILED, now);
            };
        }

        private Deployment closed() {
            return current().closed(traffic.close(current()));
        }

        @Override
        String perform(Task task, Deadline deadline) throws DeploymentFailedException {
            if (task.isTrial() && isPromoted()) {
                return "left out: " + Intervention.PROMOTE.evidence();
            }
            return switch (task.kind()) {
                case SHARE -> canaries.share(takeover, task.share());
                case AWAIT_SHARE -> canaries.awaitShare(takeover, task.share(), deadline, this::isCancelled);
                case JUDGE -> canaries.judge(takeover, task.share(), this);
                default -> attempts.once(task, takeover.release(task.release()), deadline, this);
            };
        }

        @Override
        public @Nullable CanaryTrial trial() {
            return current().trial();
        }

        @Override
        public void keep(CanaryTrial trial) {
            save(current().tried(trial));
        }

        /** What goes back, or cannot go back any more, does so to its end. */
        @Override
        public boolean isCancelled() {
            boolean goesForward = !current().isAbandoned() && !current().committed();
            return super.isCancelled()
                    || goesForward && interventions.isAborted(current().id());
        }

        @Override
        public boolean isPromoted() {
            return interventions.isPromoted(current().id());
        }

        @Override
        public String toString() {
            return current().id().toString();
        }
    }
}
