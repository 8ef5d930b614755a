package io.paz.scheduler.execution;

import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.health.TaskListener;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.plan.Resize;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.queue.JobHandler;
import io.paz.scheduler.queue.ProgressListener;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Retry;
import io.paz.scheduler.time.Timeouts;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Executes an operation, or resumes it where it was interrupted: each task's completion is on disk before the next begins, and each may be
 * done twice. Instances that do not come up are taken away again; what takes instances away is tried until it works.
 */
public final class OperationExecutor implements JobHandler<Operation> {

    private static final System.Logger log = System.getLogger(OperationExecutor.class.getName());

    private static final int NEWER_OPERATIONS = 100;

    private final DeploymentRepository deployments;
    private final OperationRepository operations;
    private final ClusterEngine engine;
    private final ServiceDirectory directory;
    private final TaskAttempts attempts;
    private final Timeouts timeouts;
    private final Pause pause;
    private final Clock clock;

    public OperationExecutor(
            DeploymentRepository deployments,
            OperationRepository operations,
            ClusterEngine engine,
            ServiceDirectory directory,
            TaskAttempts attempts,
            Timeouts timeouts,
            Pause pause,
            Clock clock) {
        this.deployments = deployments;
        this.operations = operations;
        this.engine = engine;
        this.directory = directory;
        this.attempts = attempts;
        this.timeouts = timeouts;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public Object id(Operation operation) {
        return operation.id();
    }

    @Override
    public String name(Operation operation) {
        return "operation " + operation.id().number() + " (" + operation.kind().event() + ")";
    }

    @Override
    public String supersessionKey(Operation operation) {
        return operation.kind().event();
    }

    @Override
    public Operation supersede(Operation waiting, String why) {
        return save(waiting.superseded(why, clock.instant()));
    }

    /** Blocks until the operation has ended; what happens on the way is told to the progress. */
    @Override
    public Operation run(Operation accepted, ProgressListener<Operation> progress) {
        Operation operation = operations.find(accepted.id()).orElse(accepted);
        if (operation.state().isFinal()) {
            return operation;
        }
        Optional<String> obsolete = obsolete(operation);
        if (obsolete.isPresent()) {
            return supersede(operation, obsolete.get());
        }
        if (operation.isBegun()) {
            return new Execution(operation, version(operation), progress).go();
        }
        Optional<Deployment> serving = newest(deployments.serving(operation.id().service()));
        return serving.map(version -> new Execution(start(operation, version), version, progress).go())
                .orElseGet(() -> save(operation.failed("no version serves", "nothing was changed", clock.instant())));
    }

    /** Why it must not go on: what it was begun with is over, or a newer one has been done since. */
    private Optional<String> obsolete(Operation operation) {
        if (operation.isBegun() && !version(operation).serving()) {
            return Optional.of("version " + operation.version() + " serves no longer");
        }
        return operations.newest(operation.id().service(), NEWER_OPERATIONS).stream()
                .filter(newer -> newer.id().number() > operation.id().number() && newer.isRunningOrDone())
                .filter(newer ->
                        operation.isBegun() ? newer.state() == DeploymentState.DONE : newer.kind() == operation.kind())
                .findFirst()
                .map(newer -> name(newer) + " was asked for after it, before it ended");
    }

    private static Optional<Deployment> newest(List<Deployment> serving) {
        return serving.isEmpty() ? Optional.empty() : Optional.of(serving.get(serving.size() - 1));
    }

    private Operation start(Operation operation, Deployment serving) {
        Release whole = serving.release().withInstances(operation.wanted(serving));
        Operation started = operation.started(serving, Part.of(engine.artefacts(whole.spec())), clock.instant());
        return save(serving.release().isPinned() || !started.isGrowing() ? started : withoutPin(started, serving));
    }

    private Operation withoutPin(Operation started, Deployment serving) {
        String evidence = serving.id() + " runs " + serving.release().image()
                + " by its tag, and what that named then was not recorded: new instances run what it names now";
        return started.noted(List.of(new ReachedStage("not-pinned", evidence)), clock.instant());
    }

    private Deployment version(Operation operation) {
        return deployments
                .find(operation.release())
                .orElseThrow(() -> new IllegalStateException(operation.release() + " was never deployed"));
    }

    private Operation save(Operation operation) {
        operations.save(operation);
        return operation;
    }

    /** What one operation goes through. */
    private final class Execution implements TaskListener {

        private final Deployment version;
        private final Resize resize;
        private final Release content;
        private final List<Task> rollout;
        private final ProgressListener<Operation> progress;
        private Operation current;

        Execution(Operation started, Deployment version, ProgressListener<Operation> progress) {
            this.version = version;
            this.resize = Objects.requireNonNull(started.resize(), "a started operation knows what it changes");
            this.content = version.release().withInstances(Math.max(started.instances(), resize.from()));
            this.rollout = resize.rollout(content);
            this.progress = progress;
            this.current = identified(started);
        }

        Operation go() {
            if (!current.isAbandoned()) {
                try {
                    rollOutOrFail();
                    cleanUp();
                    return finish();
                } catch (DeploymentFailedException e) {
                    current = save(current.abandoned(reason(e), e.lastLines(), clock.instant()));
                }
            }
            rollback();
            return save(current.failed(String.valueOf(current.reason()), putBack(), clock.instant()));
        }

        private String reason(DeploymentFailedException failure) {
            boolean isFailure = failure.kind() == DeploymentFailedException.Cause.FAILURE;
            return failure.reason() + (isFailure ? Strategies.advice(content) : "");
        }

        private void rollOutOrFail() throws DeploymentFailedException {
            try {
                rollOut();
            } catch (RepositoryUnavailableException | Pause.StoppedException e) {
                throw e;
            } catch (RuntimeException e) {
                log.log(Level.ERROR, current.id() + " failed unexpectedly; rolling back", e);
                throw new DeploymentFailedException("unexpected failure, see the scheduler's log: " + e);
            }
        }

        private void rollOut() throws DeploymentFailedException {
            Deadline deadline = Deadline.in(content.config().health().startPeriod(timeouts.deadline()));
            for (Task task : current.tasks().remaining(rollout)) {
                complete(task, attempts.within(deadline, task, content, this));
            }
        }

        private void cleanUp() {
            for (Task task : current.tasks().remaining(plan())) {
                complete(task, attempts.untilItWorks(task, content, this));
            }
        }

        @Override
        public boolean isCancelled() {
            return progress.isCancelled();
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

        private void complete(Task task, String evidence) {
            current = save(current.completed(task, evidence, clock.instant()));
            if (task.kind() == Task.Kind.SUBMIT || task.kind() == Task.Kind.WITHDRAW) {
                progress.submitted(current);
            }
        }

        private Operation finish() {
            Operation done = current.done(outcome(), clock.instant());
            operations.finish(done, changed());
            return done;
        }

        private Deployment changed() {
            return switch (current.kind()) {
                case SCALE -> version.scaled(current.instances(), current.parts());
                case STOP -> version.stopped(true);
                case START -> version.stopped(false);
            };
        }

        private String outcome() {
            String name = version.id().toString();
            if (resize.from() != resize.to()) {
                return name + " runs with " + resize.to() + " instances, " + resize.from() + " before";
            }
            return switch (current.kind()) {
                case SCALE ->
                    version.stopped()
                            ? name + " is stopped; it will start with " + current.instances() + " instances"
                            : name + " runs with " + resize.to() + " instances already; nothing was done";
                case STOP -> name + " is stopped already; nothing was done";
                case START -> name + " runs already; nothing was done";
            };
        }

        private void rollback() {
            for (Task task : current.rollbackTasks().remaining(resize.rollback(content))) {
                String evidence = attempts.untilItWorks(task, content, this);
                current = save(current.undone(task, evidence, clock.instant()));
            }
        }

        /** What the directory was told does not hold; a number that somebody else has written since then does. */
        private String putBack() {
            String kept = version.id() + " runs with " + resize.from() + " instances as before";
            Integer listed = current.listed();
            if (listed == null) {
                return kept;
            }
            return kept
                    + Retry.call(
                            pause,
                            timeouts,
                            () -> directory.replaceInstances(current.id().service(), current.instances(), listed)
                                    ? "; numInstances in the directory is " + listed + " again"
                                    : "; numInstances in the directory was changed meanwhile, and stays");
        }

        private List<Task> plan() {
            return Stream.concat(rollout.stream(), resize.cleanup(content).stream())
                    .toList();
        }

        private Operation identified(Operation started) {
            return started.identified(plan(), started.isAbandoned() ? resize.rollback(content) : List.of());
        }
    }
}
