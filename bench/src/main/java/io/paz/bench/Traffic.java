package io.paz.bench;

import io.paz.bench.load.LoadReport;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests of the load generator that have ended.
 *
 * @param failures by reason
 */
record Traffic(long requests, Map<String, Long> failures) {

    static Traffic of(LoadReport report) {
        return new Traffic(report.answered() + report.failed(), report.failures());
    }

    long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of a reason. */
    long failed(String reason) {
        return failures.getOrDefault(reason, 0L);
    }

    Traffic minus(Traffic earlier) {
        Map<String, Long> since = new TreeMap<>(failures);
        earlier.failures.forEach((reason, count) -> since.merge(reason, -count, Long::sum));
        since.values().removeIf(count -> count == 0);
        return new Traffic(requests - earlier.requests, since);
    }
}
