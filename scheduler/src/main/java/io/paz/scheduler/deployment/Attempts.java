package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.EngineRefused;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import io.paz.scheduler.deployment.release.Release;
import java.util.function.BooleanSupplier;

/** Does a task again and again, until it is done or the time for it is over. Every call blocks and gives the evidence. */
final class Attempts {

    private final TaskRunner runner;
    private final Pacing pacing;
    private final Pause pause;

    Attempts(TaskRunner runner, Pacing pacing, Pause pause) {
        this.runner = runner;
        this.pacing = pacing;
        this.pause = pause;
    }

    /** A task, done once. */
    interface Attempt {

        String perform() throws DeploymentFailed;
    }

    /** @param release content of the task's release */
    String once(Task task, Release release, Deadline deadline, Follower follower) throws DeploymentFailed {
        return runner.perform(task, release, deadline, follower);
    }

    /**
     * Does a task that may fail.
     *
     * @param release content of the task's release
     */
    String within(Deadline deadline, Task task, Release release, Follower follower) throws DeploymentFailed {
        return within(deadline, task, follower::isCancelled, () -> once(task, release, deadline, follower));
    }

    String within(Deadline deadline, Task task, BooleanSupplier cancelled, Attempt attempt) throws DeploymentFailed {
        while (true) {
            String problem;
            try {
                return attempt.perform();
            } catch (EngineRefused e) {
                throw new DeploymentFailed(String.valueOf(e.getMessage()));
            } catch (EngineUnavailable | RoutesUnavailable e) {
                problem = String.valueOf(e.getMessage());
            }
            if (cancelled.getAsBoolean()) {
                throw DeploymentFailed.cancelled();
            }
            if (deadline.isOver()) {
                throw new DeploymentFailed(
                        "could not be " + task.kind().step() + " within " + deadline + ": " + problem);
            }
            pause.of(pacing.poll());
        }
    }

    /** Does a task that must be done; what does not come up is said so, and the rest must be done all the same. */
    String untilItWorks(Task task, Release release, Follower follower) {
        Deadline deadline = Deadline.in(pacing.deadline());
        return untilItWorks(() -> once(task, release, deadline, follower));
    }

    String untilItWorks(Attempt attempt) {
        return Persistently.call(pause, pacing, () -> {
            try {
                return attempt.perform();
            } catch (DeploymentFailed e) {
                return "given up: " + e.reason();
            } catch (EngineRefused e) {
                return "refused: " + e.getMessage();
            }
        });
    }
}
