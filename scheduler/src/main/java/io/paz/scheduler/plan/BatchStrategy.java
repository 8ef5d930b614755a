package io.paz.scheduler.plan;

import io.paz.scheduler.plan.Takeover.Instance;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a batch of the new version, then stops as many instances of the old, and so on: there are never fewer instances than before.
 * A batch of all instances is what is known as blue-green. Where nothing runs there is nothing to spare, and all start at once.
 */
final class BatchStrategy implements Strategy {

    private final int size;

    /** @param size instances of a batch, at least 1 */
    BatchStrategy(int size) {
        this.size = size;
    }

    @Override
    public List<Task> rollout(Takeover takeover) {
        List<Instance> old = takeover.old();
        List<List<Integer>> batches = batches(takeover);
        List<Task> tasks = new ArrayList<>(TaskSequences.publish(takeover));
        for (int batch = 0; batch < batches.size(); batch++) {
            String number = "batch " + (batch + 1) + " of " + batches.size();
            tasks.addAll(TaskSequences.start(takeover, batches.get(batch), number));
            if (batch < batches.size() - 1) {
                tasks.addAll(TaskSequences.end(slice(old, batch * size, (batch + 1) * size), number + " took over"));
            }
        }
        return tasks;
    }

    @Override
    public List<Task> cleanup(Takeover takeover) {
        int replaced = (batches(takeover).size() - 1) * size;
        List<Task> tasks = new ArrayList<>(TaskSequences.announceTakeover(takeover));
        tasks.addAll(TaskSequences.end(
                slice(takeover.old(), replaced, Integer.MAX_VALUE), TaskSequences.tookOver(takeover)));
        tasks.addAll(TaskSequences.retireOld(takeover));
        return tasks;
    }

    /** The old instances come first: they take over from the new ones. */
    @Override
    public List<Task> rollback(Takeover takeover, List<TaskId> begun) {
        List<Task> tasks = new ArrayList<>(TaskSequences.restore(takeover, begun));
        tasks.addAll(TaskSequences.takeDown(takeover));
        return tasks;
    }

    private List<List<Integer>> batches(Takeover takeover) {
        List<Integer> instances = takeover.next().instances();
        if (takeover.old().isEmpty()) {
            return List.of(instances);
        }
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < instances.size(); from += size) {
            batches.add(slice(instances, from, from + size));
        }
        return batches;
    }

    private static <T> List<T> slice(List<T> list, int from, int to) {
        return list.subList(Math.min(from, list.size()), Math.min(to, list.size()));
    }
}
