package io.paz.scheduler.engine;

import io.paz.scheduler.release.ReleaseId;
import java.time.Instant;
import java.util.Optional;

/** What instances, and those that look after them, printed. */
public interface InstanceLogs {

    /** The last lines about an instance; one line that says why when they cannot be had. Blocks for seconds at most. */
    InstanceLog lastLines(ReleaseId release, int instance, int count);

    /** The same, without what was printed before a moment; empty when they cannot be had. */
    Optional<InstanceLog> linesSince(ReleaseId release, int instance, Instant since, int count);
}
