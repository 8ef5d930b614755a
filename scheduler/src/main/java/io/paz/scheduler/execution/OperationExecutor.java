package io.paz.scheduler.execution;

import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.deployment.ReachedStage;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Executes an operation, or resumes it where it was interrupted: each task's completion is on disk before the next begins, and each may be
 * done twice. Instances that do not come up are taken away again; what takes instances away is tried until it works.
 */
public final class OperationExecutor implements JobHandler<Operation> {

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

    /** Executes it. Blocks until the operation has ended, and reports each step to the progress. */
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
            return execution(operation, version(operation), progress).run();
        }
        Optional<Deployment> serving = newest(deployments.serving(operation.id().service()));
        return serving.map(version ->
                        execution(start(operation, version), version, progress).run())
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

    private Execution execution(Operation started, Deployment version, ProgressListener<Operation> progress) {
        Resize resize = Objects.requireNonNull(started.resize(), "a started operation knows what it changes");
        Release content = version.release().withInstances(Math.max(started.instances(), resize.from()));
        return new Execution(started, version, resize, content, progress);
    }

    private static List<Task> forward(Resize resize, Release content) {
        return Stream.concat(resize.rollout(content).stream(), resize.cleanup(content).stream())
                .toList();
    }

    private static Operation identified(Operation started, Resize resize, Release content) {
        return started.identified(
                forward(resize, content), started.isAbandoned() ? resize.rollback(content) : List.of());
    }

    /** Execution of one operation. */
    private final class Execution extends PlanExecution<Operation> {

        private final Deployment version;
        private final Resize resize;
        private final Release content;

        Execution(
                Operation started,
                Deployment version,
                Resize resize,
                Release content,
                ProgressListener<Operation> progress) {
            super(identified(started, resize, content), attempts, progress, clock);
            this.version = version;
            this.resize = resize;
            this.content = content;
        }

        @Override
        List<Task> rollout() {
            return resize.rollout(content);
        }

        @Override
        List<Task> forward() {
            return OperationExecutor.forward(resize, content);
        }

        @Override
        List<Task> rollback() {
            return resize.rollback(content);
        }

        @Override
        Duration timeout() {
            return content.config().health().startPeriod(timeouts.deadline());
        }

        @Override
        String perform(Task task, Deadline deadline) throws DeploymentFailedException {
            return attempts.once(task, content, deadline, this);
        }

        @Override
        void write(Operation changed) {
            operations.save(changed);
        }

        /** Its rollout and its cleanup exclude each other, so there is nothing to commit. */
        @Override
        boolean isCommitted() {
            return rollout().isEmpty();
        }

        @Override
        Operation commit() {
            return current();
        }

        @Override
        Operation abandoned(DeploymentFailedException failure) {
            boolean isFailure = failure.kind() == DeploymentFailedException.Cause.FAILURE;
            String reason = failure.reason() + (isFailure ? Strategies.advice(content) : "");
            return current().abandoned(reason, failure.lastLines(), clock.instant());
        }

        @Override
        Operation finishRollback() {
            save(current().failed(String.valueOf(current().reason()), putBack(), clock.instant()));
            return current();
        }

        @Override
        Operation finish() {
            Operation done = current().done(outcome(), clock.instant());
            operations.finish(done, changed());
            return done;
        }

        private Deployment changed() {
            return switch (current().kind()) {
                case SCALE -> version.scaled(current().instances(), current().parts());
                case STOP -> version.stopped(true);
                case START -> version.stopped(false);
            };
        }

        private String outcome() {
            String name = version.id().toString();
            if (resize.from() != resize.to()) {
                return name + " runs with " + resize.to() + " instances, " + resize.from() + " before";
            }
            return switch (current().kind()) {
                case SCALE ->
                    version.stopped()
                            ? name + " is stopped; it will start with "
                                    + current().instances() + " instances"
                            : name + " runs with " + resize.to() + " instances already; nothing was done";
                case STOP -> name + " is stopped already; nothing was done";
                case START -> name + " runs already; nothing was done";
            };
        }

        /** Restores the number of instances in the directory, unless somebody else has written one since then. */
        private String putBack() {
            String kept = version.id() + " runs with " + resize.from() + " instances as before";
            Integer listed = current().listed();
            if (listed == null) {
                return kept;
            }
            return kept
                    + Retry.call(
                            pause,
                            timeouts,
                            () -> directory.replaceInstances(
                                            current().id().service(), current().instances(), listed)
                                    ? "; numInstances in the directory is " + listed + " again"
                                    : "; numInstances in the directory was changed meanwhile, and stays");
        }

        @Override
        public String toString() {
            return current().id().toString();
        }
    }
}
