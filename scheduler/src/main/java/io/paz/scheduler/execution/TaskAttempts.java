package io.paz.scheduler.execution;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.health.TaskListener;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.RoutesUnavailableException;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Retry;
import io.paz.scheduler.time.Timeouts;
import java.util.function.BooleanSupplier;

/** Retries a task until it succeeds or its deadline passes. Every call blocks and gives the evidence. */
public final class TaskAttempts {

    private final TaskRunner runner;
    private final Timeouts timeouts;
    private final Pause pause;

    public TaskAttempts(TaskRunner runner, Timeouts timeouts, Pause pause) {
        this.runner = runner;
        this.timeouts = timeouts;
        this.pause = pause;
    }

    /** A task, done once. */
    interface Attempt {

        String perform() throws DeploymentFailedException;
    }

    /** A task, done once, by a deadline for what it waits for. */
    interface TimedAttempt {
        String perform(Deadline deadline) throws DeploymentFailedException;
    }

    /** @param release content of the task's release */
    String once(Task task, Release release, Deadline deadline, TaskListener follower) throws DeploymentFailedException {
        return runner.perform(task, release, deadline, follower);
    }

    /**
     * Does a task that may fail.
     *
     * @param release content of the task's release
     */
    public String within(Deadline deadline, Task task, Release release, TaskListener follower)
            throws DeploymentFailedException {
        return within(deadline, task, follower::isCancelled, () -> once(task, release, deadline, follower));
    }

    public String within(Deadline deadline, Task task, BooleanSupplier cancelled, Attempt attempt)
            throws DeploymentFailedException {
        while (true) {
            String problem;
            try {
                return attempt.perform();
            } catch (EngineRefusedException e) {
                throw new DeploymentFailedException(String.valueOf(e.getMessage()));
            } catch (EngineUnavailableException | RoutesUnavailableException e) {
                problem = String.valueOf(e.getMessage());
            }
            if (cancelled.getAsBoolean()) {
                throw DeploymentFailedException.cancelled();
            }
            if (deadline.isOver()) {
                throw new DeploymentFailedException(
                        "could not be " + task.kind().step() + " within " + deadline + ": " + problem);
            }
            pause.of(timeouts.poll());
        }
    }

    /** Does a task that must be done; what does not come up is said so, and the rest must be done all the same. */
    public String untilItWorks(Task task, Release release, TaskListener follower) {
        return untilItWorks(deadline -> once(task, release, deadline, follower));
    }

    String untilItWorks(TimedAttempt attempt) {
        Deadline deadline = Deadline.in(timeouts.deadline());
        return Retry.call(pause, timeouts, () -> {
            try {
                return attempt.perform(deadline);
            } catch (DeploymentFailedException e) {
                return "given up: " + e.reason();
            } catch (EngineRefusedException e) {
                return "refused: " + e.getMessage();
            }
        });
    }
}
