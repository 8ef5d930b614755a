package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.ServiceConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for and accepted.
 *
 * @param sequence position, 1, 2, 3, ... without gaps, over all services
 * @param event {@code deploy} or {@code delete}
 * @param version null for what concerns the whole service
 */
public record JournalLine(
        long sequence,
        String event,
        String service,
        @Nullable Integer version,
        Instant at,
        @Nullable ServiceConfig config) {}
