package io.paz.orchestrator.request;

import java.util.List;

/** The newest requests that HAProxy took. Safe for several threads. */
public interface RequestLog {

    /** Takes a line in. */
    void add(String line);

    /**
     * The newest passes with an id, in the order of the log; blocks while files are read.
     *
     * @param limit the most that are returned
     */
    List<RequestPass> find(String id, int limit);
}
