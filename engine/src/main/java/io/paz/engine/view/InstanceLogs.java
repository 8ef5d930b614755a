package io.paz.engine.view;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;

/**
 * The lines that workloads printed, kept by each host for a while after a workload ended.
 *
 * <p>A host that does not answer is an error with a message for people. Lines are asked for only as fast as the subscriber takes them,
 * and a cancelled subscription ends the question.
 */
public interface InstanceLogs {

    /** The last lines of these workloads together, oldest first, each as it comes; one more may come before them. */
    Flux<LogLine> last(Host host, Set<String> workloads, int count);

    /** The lines of these workloads after that one, or all, and then those that come; it may end or fail at any time. */
    Flux<LogLine> follow(Host host, Set<String> workloads, Optional<LogLine> after);
}
