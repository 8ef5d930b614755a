package io.paz.host.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The samples of one container: those of the last minute, and before them one in ten seconds for the rest of an hour. Not
 * safe for several threads.
 */
final class SampleHistory {
    static final int RECENT = 60;
    static final int OLDER = 354;
    static final Duration OLDER_STEP = Duration.ofSeconds(10);

    private final Deque<Sample> recent = new ArrayDeque<>();
    private final Deque<Sample> older = new ArrayDeque<>();

    void add(Sample sample) {
        recent.addLast(sample);
        if (recent.size() > RECENT) {
            age(recent.removeFirst());
        }
    }

    private void age(Sample sample) {
        Sample last = older.peekLast();
        if (last == null || !sample.time().isBefore(last.time().plus(OLDER_STEP))) {
            older.addLast(sample);
        }
        if (older.size() > OLDER) {
            older.removeFirst();
        }
    }

    /** Oldest first. */
    List<Sample> between(Instant start, Instant end) {
        return Stream.concat(older.stream(), recent.stream())
                .filter(sample ->
                        !sample.time().isBefore(start) && sample.time().isBefore(end))
                .toList();
    }
}
