package io.paz.orchestrator.dns;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Status of the DNS sync.
 *
 * @param names that Paz set, with their addresses
 * @param conflicts names that should be there, but belong to somebody else
 * @param checked when the zone was read last; empty before
 * @param problem why it is not as it should be; empty when it is
 */
public record DnsStatus(
        SortedMap<String, SortedSet<String>> names,
        Set<String> conflicts,
        Optional<Instant> checked,
        Optional<String> problem) {}
