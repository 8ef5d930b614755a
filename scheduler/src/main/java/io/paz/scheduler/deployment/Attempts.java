package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.EngineRefused;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import io.paz.scheduler.deployment.release.Release;

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

    /**
     * Does a task that may fail.
     *
     * @param release content of the task's release
     */
    String within(Deadline deadline, Task task, Release release, Progress<?> progress) throws DeploymentFailed {
        while (true) {
            String problem;
            try {
                return runner.perform(task, release, deadline, progress::isCancelled);
            } catch (EngineRefused e) {
                throw new DeploymentFailed(String.valueOf(e.getMessage()));
            } catch (EngineUnavailable | RoutesUnavailable e) {
                problem = String.valueOf(e.getMessage());
            }
            if (progress.isCancelled()) {
                throw new DeploymentFailed("the service is being deleted");
            }
            if (deadline.isOver()) {
                throw new DeploymentFailed(
                        "could not be " + task.kind().step() + " within " + deadline + ": " + problem);
            }
            pause.of(pacing.poll());
        }
    }

    /** Does a task that must be done; what does not come up is said so, and the rest must be done all the same. */
    String untilItWorks(Task task, Release release, Progress<?> progress) {
        Deadline deadline = Deadline.in(pacing.deadline());
        return Persistently.call(pause, pacing, () -> {
            try {
                return runner.perform(task, release, deadline, progress::isCancelled);
            } catch (DeploymentFailed e) {
                return "given up: " + e.reason();
            } catch (EngineRefused e) {
                return "refused: " + e.getMessage();
            }
        });
    }
}
