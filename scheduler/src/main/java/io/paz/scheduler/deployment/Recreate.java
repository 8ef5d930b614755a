package io.paz.scheduler.deployment;

import java.util.ArrayList;
import java.util.List;

/** Stops the old version before the new one starts, where both have no room side by side. Nothing serves in between. */
final class Recreate implements Strategy {

    @Override
    public List<Task> arrival(Takeover takeover) {
        String reason = "there is no room for both versions";
        List<Task> tasks = new ArrayList<>(Moves.publish(takeover));
        tasks.addAll(Moves.end(takeover.old(), reason));
        tasks.addAll(Moves.start(takeover, takeover.next().instances(), "the old version made room"));
        return tasks;
    }

    @Override
    public List<Task> departure(Takeover takeover) {
        List<Task> tasks = new ArrayList<>(Moves.announceTakeover(takeover));
        tasks.addAll(Moves.retireOld(takeover));
        return tasks;
    }

    /** The new version makes room first. */
    @Override
    public List<Task> retreat(Takeover takeover, List<Task> begun) {
        List<Task> tasks = new ArrayList<>(Moves.takeDown(takeover));
        tasks.addAll(Moves.restore(takeover, begun));
        return tasks;
    }
}
