package io.paz.acme;

import java.time.Instant;

/**
 * An attempt to get a certificate, ended.
 *
 * @param reason why it failed, in the authority's own words where it gave some; empty where it succeeded
 */
public record Attempt(Instant time, boolean succeeded, String reason) {

    private static final int MAX_REASON_LENGTH = 500;

    public Attempt {
        String line =
                reason.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        reason = line.length() > MAX_REASON_LENGTH ? line.substring(0, MAX_REASON_LENGTH) + "..." : line;
    }
}
