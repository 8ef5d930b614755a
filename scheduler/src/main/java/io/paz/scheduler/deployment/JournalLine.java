package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.ServiceConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for and accepted.
 *
 * @param sequence position, 1, 2, 3, ... without gaps, over all services
 * @param event {@code deploy}, {@code restart}, {@code promote}, {@code abort}, {@code scale}, {@code stop}, {@code start} or
 *     {@code delete}
 * @param version null for what concerns the whole service
 */
public record JournalLine(
        long sequence,
        String event,
        String service,
        @Nullable Integer version,
        Instant at,
        @Nullable ServiceConfig config) {

    /** Whether its version came to be by it. */
    public boolean madeVersion() {
        return event.equals("deploy") || event.equals("restart");
    }
}
