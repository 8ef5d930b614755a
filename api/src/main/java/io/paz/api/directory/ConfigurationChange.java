package io.paz.api.directory;

import java.util.List;

/**
 * A change of a service's configuration. Values are left out: what they were and became is for who may see them.
 *
 * @param timestamp milliseconds since 1970
 * @param fields that became others
 */
public record ConfigurationChange(long timestamp, Requester requestedBy, List<String> fields) {

    /**
     * Who asked for it, as the scheduler's documents have it.
     *
     * @param kind how the sender of the request is known
     * @param name for people
     */
    public record Requester(String kind, String name) {}
}
