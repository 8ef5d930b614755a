package io.paz.scheduler.plan;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.plan.Task.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the whole new version with a small share of the traffic, and gives it more as long as it does as well as the old one. Where
 * nothing runs there is nothing to compare with, and it starts at once.
 */
final class CanaryStrategy implements Strategy {

    private final Strategy allAtOnce;

    /** @param allAtOnce for what has nothing to do with shares */
    CanaryStrategy(Strategy allAtOnce) {
        this.allAtOnce = allAtOnce;
    }

    @Override
    public List<Task> rollout(Takeover takeover) {
        if (takeover.old().isEmpty()) {
            return allAtOnce.rollout(takeover);
        }
        List<Integer> shares = takeover.next().config().canaryRules().shares();
        ReleaseId next = takeover.next().id();
        List<Task> tasks = new ArrayList<>(TaskSequences.publish(takeover));
        tasks.add(Task.share(Kind.SHARE, next, shares.get(0), "no instance may get more from its beginning"));
        tasks.addAll(TaskSequences.start(takeover, takeover.next().instances(), "all instances of the canary"));
        for (int share : shares) {
            if (share != shares.get(0)) {
                tasks.add(Task.share(Kind.SHARE, next, share, "it did well with less"));
            }
            tasks.add(Task.share(Kind.AWAIT_SHARE, next, share, "counting begins when every balancer has the share"));
            tasks.add(Task.share(Kind.JUDGE, next, share, "the old version at the same time is the measure"));
        }
        tasks.add(Task.share(Kind.SHARE, next, 100, "it passed"));
        tasks.add(Task.share(Kind.AWAIT_SHARE, next, 100, "the old version ends when nothing is sent to it"));
        return tasks;
    }

    @Override
    public List<Task> cleanup(Takeover takeover) {
        return allAtOnce.cleanup(takeover);
    }

    /** The traffic goes back first. */
    @Override
    public List<Task> rollback(Takeover takeover, List<TaskId> begun) {
        if (takeover.old().isEmpty()) {
            return allAtOnce.rollback(takeover, begun);
        }
        ReleaseId next = takeover.next().id();
        List<Task> tasks = new ArrayList<>();
        tasks.add(Task.share(Kind.SHARE, next, 0, "the old version takes over again"));
        tasks.add(Task.share(Kind.AWAIT_SHARE, next, 0, "no new request may reach what goes"));
        tasks.addAll(TaskSequences.takeDown(takeover));
        return tasks;
    }
}
