package io.paz.scheduler.execution;

import io.paz.scheduler.canary.CanaryRunner;
import io.paz.scheduler.canary.CanaryState;
import io.paz.scheduler.deployment.CanaryTrial;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.health.TaskListener;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskProgress;
import io.paz.scheduler.plan.TaskSequences;
import io.paz.scheduler.queue.JobHandler;
import io.paz.scheduler.queue.ProgressListener;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.traffic.InitialCounters;
import java.lang.System.Logger.Level;
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

    private static final System.Logger log = System.getLogger(DeploymentExecutor.class.getName());

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

    /** Blocks until the deployment has ended; what happens on the way is told to the progress. */
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
            return new Execution(deployment, progress).giveUp(obsolete.get());
        }
        Deployment started = isBegun(deployment) ? deployment : start(deployment);
        return new Execution(started, progress).go();
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

    /** What one deployment goes through. */
    private final class Execution implements CanaryState, TaskListener {

        private final DeploymentPlan plan;
        private final Takeover takeover;
        private final ProgressListener<Deployment> progress;
        private Deployment current;

        Execution(Deployment started, ProgressListener<Deployment> progress) {
            this.plan = DeploymentPlan.of(started, repository);
            this.takeover = plan.takeover();
            this.progress = progress;
            this.current = plan.identified(started);
        }

        Deployment go() {
            if (!current.isAbandoned()) {
                try {
                    if (!current.committed()) {
                        rollOut();
                    }
                    cleanUp();
                    return save(closed().done(clock.instant()));
                } catch (DeploymentFailedException e) {
                    current = save(abandoned(e));
                } catch (RepositoryUnavailableException | Pause.StoppedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    current = save(abandoned(unexpected(e)));
                }
            }
            rollback();
            return save(closed().wentBack(clock.instant()));
        }

        /** Once the new version serves there is no way back. */
        private DeploymentFailedException unexpected(RuntimeException failure) {
            if (current.committed()) {
                throw failure;
            }
            log.log(Level.ERROR, current.id() + " failed unexpectedly; rolling back", failure);
            return new DeploymentFailedException("unexpected failure, see the scheduler's log: " + failure);
        }

        /** Takes away what it may have started, and nothing else: the newer version has all the rest. */
        Deployment giveUp(String why) {
            if (current.state() == DeploymentState.RUNNING) {
                TaskSequences.takeAway(takeover.next(), why).forEach(this::untilItWorks);
                current = closed();
            }
            return save(current.superseded(why, clock.instant()));
        }

        private Deployment abandoned(DeploymentFailedException failure) {
            Deployment abandoned = withReason(failure);
            return plan.rollback(abandoned).stream()
                    .findFirst()
                    .map(abandoned::undoing)
                    .orElse(abandoned);
        }

        private Deployment withReason(DeploymentFailedException failure) {
            Instant now = clock.instant();
            return switch (failure.kind()) {
                case FAILURE ->
                    current.abandoned(
                            failure.reason() + Strategies.advice(takeover, current.strategy()),
                            failure.lastLines(),
                            DeploymentState.FAILED,
                            now);
                case JUDGEMENT -> current.abandoned(failure.reason(), null, DeploymentState.ROLLED_BACK, now);
                case CANCELLATION ->
                    interventions.isAborted(current.id())
                            ? current.abandoned(Intervention.ABORT.evidence(), null, DeploymentState.ROLLED_BACK, now)
                            : current.abandoned(failure.reason(), null, DeploymentState.FAILED, now);
            };
        }

        private Deployment closed() {
            return current.closed(traffic.close(current));
        }

        /** Every batch and every share has the whole time; what had to be waited for before it does not count. */
        private void rollOut() throws DeploymentFailedException {
            Duration time = current.release().config().health().startPeriod(timeouts.deadline());
            Deadline deadline = Deadline.in(time);
            for (Task task : current.tasks().remaining(plan.rollout())) {
                begin(task);
                Deadline end = deadline;
                complete(task, plan.rollout(), attempts.within(end, task, this::isCancelled, () -> perform(task, end)));
                if (task.kind() == Task.Kind.DESTROY || task.kind() == Task.Kind.JUDGE) {
                    deadline = Deadline.in(time);
                }
                tell(task);
            }
            if (current.replaces().isEmpty()) {
                // Not before: HAProxy is reloaded for a new service, and begins to count again.
                current = save(current.opened(traffic.openAtZero(current.id().service())));
            }
            current = interventions.commit(current);
        }

        /** Who waits for the submission does not wait for the old version's end as well, where that comes first. */
        private void tell(Task task) {
            if (task.kind() == Task.Kind.SUBMIT || task.kind() == Task.Kind.WITHDRAW) {
                progress.submitted(current);
            }
        }

        private void cleanUp() {
            for (Task task : current.tasks().remaining(plan.forward())) {
                begin(task);
                complete(task, plan.forward(), untilItWorks(task));
            }
        }

        private void rollback() {
            List<Task> rollback = plan.rollback(current);
            for (Task task : current.rollbackTasks().remaining(rollback)) {
                Deployment undone = current.undone(task, untilItWorks(task), clock.instant());
                current = save(next(undone.rollbackTasks(), rollback)
                        .map(undone::undoing)
                        .orElse(undone));
            }
        }

        private String untilItWorks(Task task) {
            Deadline deadline = Deadline.in(timeouts.deadline());
            return attempts.untilItWorks(() -> perform(task, deadline));
        }

        private String perform(Task task, Deadline deadline) throws DeploymentFailedException {
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
        public void seen(List<ReachedStage> stages) {
            List<ReachedStage> news = ReachedStage.news(stages, current.steps());
            if (!news.isEmpty()) {
                current = save(current.noted(news, clock.instant()));
            }
        }

        @Override
        public Instant submittedSince() {
            return Step.submittedSince(current.steps(), current.createdAt());
        }

        @Override
        public @Nullable CanaryTrial trial() {
            return current.trial();
        }

        @Override
        public void keep(CanaryTrial trial) {
            current = save(current.tried(trial));
        }

        /** What goes back, or cannot go back any more, does so to its end. */
        @Override
        public boolean isCancelled() {
            boolean goesForward = !current.isAbandoned() && !current.committed();
            return progress.isCancelled() || goesForward && interventions.isAborted(current.id());
        }

        @Override
        public boolean isPromoted() {
            return interventions.isPromoted(current.id());
        }

        /** A task that may have taken effect is on disk before it does; the completion of the one before it wrote that already, mostly. */
        private void begin(Task task) {
            if (!current.tasks().begun().contains(task.id())) {
                current = save(current.beginning(task));
            }
        }

        private void complete(Task task, List<Task> tasks, String evidence) {
            Deployment completed = current.completed(task, evidence, clock.instant());
            current = save(
                    next(completed.tasks(), tasks).map(completed::beginning).orElse(completed));
        }

        private static Optional<Task> next(TaskProgress progress, List<Task> tasks) {
            return progress.remaining(tasks).stream().findFirst();
        }
    }
}
