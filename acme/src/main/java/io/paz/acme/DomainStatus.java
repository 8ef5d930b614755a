package io.paz.acme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the certificate of one domain.
 *
 * @param lastAttempt null before the first one
 * @param isRunning whether something is done for it now
 * @param next what is done next, and when; null while something is done
 */
public record DomainStatus(
        String domain,
        @Nullable Attempt lastAttempt,
        boolean isRunning,
        @Nullable Instant next,
        String reason) {}
