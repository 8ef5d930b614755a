package io.paz.scheduler.plan;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.plan.Takeover.Instance;
import io.paz.scheduler.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Change of a version's number of running instances: the highest numbers come and go, the others are not touched. Pure, so
 * that an interrupted run finds the identities of its tasks in the plan again.
 *
 * @param from how many run before
 * @param to how many run after
 */
public record Resize(int from, int to) {

    /** Brings the missing ones up; a failure among these tasks leads back. */
    public List<Task> rollout(Release release) {
        if (to <= from) {
            return List.of();
        }
        List<Task> tasks = new ArrayList<>(publish(release.id()));
        tasks.addAll(TaskSequences.start(release, numbers(from + 1, to), from + " of " + to + " run"));
        return tasks;
    }

    /** What was stopped may have lost its keys meanwhile. */
    private List<Task> publish(ReleaseId id) {
        return from == 0 ? TaskSequences.publishAll(id) : List.of(TaskSequences.allowHosts(id));
    }

    /** Takes away those that are too many; tried until it works. */
    public List<Task> cleanup(Release release) {
        return TaskSequences.end(instances(release, numbers(to + 1, from)), to + " of " + from + " stay");
    }

    /** Takes those away again that were to come; tried until it works. */
    public List<Task> rollback(Release release) {
        return TaskSequences.end(instances(release, numbers(from + 1, to)), "they did not come up");
    }

    private static List<Instance> instances(Release release, List<Integer> numbers) {
        return numbers.stream().map(number -> new Instance(release, number)).toList();
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
