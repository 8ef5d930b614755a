package io.paz.orchestrator.acme;

import io.paz.orchestrator.dns.DnsRecord;

/**
 * A record that answers a challenge, or did.
 *
 * @param domain that was ordered for, with its star
 * @param zone that the record is in
 */
public record ChallengeRecord(String domain, String zone, DnsRecord record) {}
