package io.paz.scheduler.deployment;

import java.util.List;

/** What containers printed. */
public interface UnitLogs {

    /** The last lines of a part, oldest first; one line that says why when they cannot be had. Blocks for seconds at most. */
    List<String> lastLines(String part, int count);
}
