package io.paz.orchestrator.logs;

import io.paz.engine.LogLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The newest lines that match a query, by time; lines of one question and time stay in their order. However many hosts and lines
 * there are, no more is held than is wanted, and no more than {@link #MAX_BYTES}. Safe for several threads.
 */
final class LogWindow {

    static final long MAX_BYTES = 4L * 1024 * 1024;
    /** Memory overhead of a line in bytes. */
    private static final int OVERHEAD = 200;

    private record Kept(LogLine line, int question, long number) {
        long bytes() {
            return OVERHEAD + 2L * line.message().length();
        }
    }

    private final LogQuery query;
    private final PriorityQueue<Kept> kept = new PriorityQueue<>(
            Comparator.comparing((Kept entry) -> entry.line().time())
                    .thenComparing(Kept::question)
                    .thenComparing(Kept::number));
    private long count;
    private long bytes;
    private boolean isCut;

    LogWindow(LogQuery query) {
        this.query = query;
    }

    /** @param question number of the question that the line answers */
    synchronized void offer(int question, LogLine line) {
        if (!query.matches(line)) {
            return;
        }
        Kept entry = new Kept(line, question, count++);
        kept.add(entry);
        bytes += entry.bytes();
        while (kept.size() > query.lines() || bytes > MAX_BYTES) {
            isCut |= kept.size() <= query.lines();
            bytes -= kept.remove().bytes();
        }
    }

    synchronized List<LogLine> lines() {
        List<Kept> sorted = new ArrayList<>(kept);
        sorted.sort(kept.comparator());
        return sorted.stream().map(Kept::line).toList();
    }

    /** Marks lines that were dropped for their size. */
    synchronized Optional<MissingPart> cut() {
        return isCut
                ? Optional.of(new MissingPart(
                        "older lines",
                        "these are the newest %d bytes of lines; ask for fewer lines, or for a longer text to search for"
                                .formatted(MAX_BYTES)))
                : Optional.empty();
    }
}
