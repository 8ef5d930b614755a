package io.paz.scheduler.serving;

import io.paz.engine.Condition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Times at which an instance was seen to run and to end. Times are of a clock that never jumps. Not safe for several threads. */
final class InstanceHistory {

    static final Duration RESTART_WINDOW = Duration.ofMinutes(10);

    private static final int MAX_RESTARTS = 100;

    private final Deque<Long> ends = new ArrayDeque<>();
    private @Nullable Condition last;
    private @Nullable Long runningSince;
    private boolean stopCounted;

    /**
     * Of one that is seen for the first time.
     *
     * @param atStart whether nothing was observed before: then one that runs is taken for one that has run for long
     */
    static InstanceHistory first(Condition condition, boolean atStart, long now) {
        InstanceHistory history = new InstanceHistory();
        history.last = condition;
        history.runningSince =
                condition != Condition.RUNNING ? null : atStart ? now - RESTART_WINDOW.toNanos() : (Long) now;
        return history;
    }

    void see(Condition condition, long now) {
        if (hasEnded(condition)) {
            ends.addLast(now);
            if (ends.size() > MAX_RESTARTS) {
                ends.removeFirst();
            }
        }
        if (condition != Condition.RUNNING) {
            runningSince = null;
        } else if (runningSince == null) {
            runningSince = now;
        }
        last = condition;
    }

    /** One that stops is seen to stop, then to wait for its restart: that is one end. */
    private boolean hasEnded(Condition condition) {
        boolean stopped = last == Condition.RUNNING && condition != Condition.RUNNING;
        boolean waits = condition == Condition.RESTARTING && last != Condition.RESTARTING;
        boolean ended = stopped || waits && !stopCounted;
        stopCounted = stopped && !waits || stopCounted && !waits && condition != Condition.RUNNING;
        return ended;
    }

    Duration runningFor(long now) {
        return runningSince == null ? Duration.ZERO : Duration.ofNanos(now - runningSince);
    }

    int restarts(long now) {
        while (!ends.isEmpty() && now - ends.getFirst() > RESTART_WINDOW.toNanos()) {
            ends.removeFirst();
        }
        return ends.size();
    }
}
