package io.paz.scheduler.plan;

import java.util.ArrayList;
import java.util.List;

/** Stops the old version before starting the new one, for versions that cannot run side by side. Nothing serves in between. */
final class RecreateStrategy implements Strategy {

    @Override
    public List<Task> rollout(Takeover takeover) {
        String reason = "there is no room for both versions";
        List<Task> tasks = new ArrayList<>(TaskSequences.publish(takeover));
        tasks.addAll(TaskSequences.end(takeover.old(), reason));
        tasks.addAll(TaskSequences.start(takeover, takeover.next().instances(), "the old version made room"));
        return tasks;
    }

    @Override
    public List<Task> cleanup(Takeover takeover) {
        List<Task> tasks = new ArrayList<>(TaskSequences.announceTakeover(takeover));
        tasks.addAll(TaskSequences.retireOld(takeover));
        return tasks;
    }

    /** The new version makes room first. */
    @Override
    public List<Task> rollback(Takeover takeover, List<TaskId> begun) {
        List<Task> tasks = new ArrayList<>(TaskSequences.takeDown(takeover));
        tasks.addAll(TaskSequences.restore(takeover, begun));
        return tasks;
    }
}
