package io.paz.orchestrator.logs;

import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;

/** The journals of the hosts. A host that does not answer is an error with a message for people. */
public interface Journals {

    /** The last lines of these units together, oldest first, each as it comes; one more may come before them. */
    Flux<LogLine> last(LogHost host, Set<String> units, int count);

    /** The lines of these units behind that one, or all, and those that come; it may end or fail at any time. */
    Flux<LogLine> follow(LogHost host, Set<String> units, Optional<LogLine> behind);
}
