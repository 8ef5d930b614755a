package io.paz.orchestrator.monitoring;

import io.paz.engine.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Ring of readings: one per 30 s for an hour, and the two newest. Not thread-safe. */
final class UsageRing {

    static final Duration STEP = Duration.ofSeconds(30);
    static final Duration HOUR = Duration.ofHours(1);

    private final Deque<Usage> kept = new ArrayDeque<>();
    private Optional<Usage> newest = Optional.empty();
    private Optional<Usage> secondNewest = Optional.empty();

    /** Ignores a reading that is not newer than the newest. */
    void add(Usage usage) {
        if (newest.filter(last -> !usage.time().isAfter(last.time())).isPresent()) {
            return;
        }
        secondNewest = newest;
        newest = Optional.of(usage);
        Usage last = kept.peekLast();
        if (last == null || !usage.time().isBefore(last.time().plus(STEP))) {
            kept.addLast(usage);
        }
        forgetBefore(usage.time().minus(HOUR).minus(STEP));
    }

    private void forgetBefore(Instant time) {
        while (!kept.isEmpty() && kept.getFirst().time().isBefore(time)) {
            kept.removeFirst();
        }
    }

    /** Value of the newest reading. */
    Optional<Instant> time() {
        return newest.map(Usage::time);
    }

    /** Between the two newest readings. */
    Optional<UsagePoint> now() {
        return secondNewest.flatMap(before -> newest.map(after -> UsagePoint.between(before, after)));
    }

    /** Oldest first. */
    List<UsagePoint> hour() {
        List<UsagePoint> points = new ArrayList<>();
        Usage before = null;
        for (Usage usage : kept) {
            if (before != null) {
                points.add(UsagePoint.between(before, usage));
            }
            before = usage;
        }
        return points;
    }
}
