package io.paz.orchestrator.logs;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Lines of several hosts, oldest first.
 *
 * @param missing parts that did not answer
 */
public record LogPage(List<LogLine> lines, List<MissingPart> missing) {

    /** The newest lines that match, merged by time; lines of one host and time stay in their order. */
    public static List<LogLine> merge(Collection<List<LogLine>> hosts, LogQuery query) {
        List<LogLine> all = hosts.stream()
                .flatMap(List::stream)
                .filter(query::matches)
                .sorted(Comparator.comparing(LogLine::time))
                .toList();
        return all.subList(Math.max(0, all.size() - query.lines()), all.size());
    }
}
