package io.paz.scheduler.deployment;

import io.paz.scheduler.plan.Task;
import java.time.Instant;
import java.util.List;

/** One event of a deployment or an operation, with evidence. */
public record Step(String name, Instant at, String evidence) {

    /** Whether a step was not made yet since the last submission; so a run that was cut off reports it once. */
    static boolean isNew(String name, List<Step> steps) {
        return steps.subList(lastSubmission(steps) + 1, steps.size()).stream()
                .noneMatch(step -> step.name().equals(name));
    }

    /** When the last submission began: instances come up while others are still being submitted. */
    public static Instant submittedSince(List<Step> steps, Instant otherwise) {
        int submission = lastSubmission(steps);
        return submission < 1 ? otherwise : steps.get(submission - 1).at();
    }

    private static int lastSubmission(List<Step> steps) {
        for (int at = steps.size() - 1; at >= 0; at--) {
            if (steps.get(at).name().equals(Task.Kind.SUBMIT.step())) {
                return at;
            }
        }
        return -1;
    }
}
