package io.paz.scheduler.deployment;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.ServiceConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Journal entry of an accepted request or an automatic repair.
 *
 * @param sequence position, 1, 2, 3, ... without gaps, over all services
 * @param event {@code deploy}, {@code restart}, {@code promote}, {@code abort}, {@code scale}, {@code stop}, {@code start},
 *     {@code delete} or {@code mend}
 * @param version null for what concerns the whole service
 * @param part that is repaired
 * @param detail what was wrong with it, and what is done
 */
public record JournalLine(
        long sequence,
        String event,
        String service,
        @Nullable Integer version,
        Instant at,
        @Nullable ServiceConfig config,
        @Nullable String part,
        @Nullable String detail) {

    private static final String MEND = "mend";

    public JournalLine(
            long sequence,
            String event,
            String service,
            @Nullable Integer version,
            Instant at,
            @Nullable ServiceConfig config) {
        this(sequence, event, service, version, at, config, null, null);
    }

    public static JournalLine repair(long sequence, ReleaseId id, Instant at, String part, String detail) {
        return new JournalLine(sequence, MEND, id.service(), id.version(), at, null, part, detail);
    }

    public boolean isRepair() {
        return event.equals(MEND);
    }

    /** Whether its version came to be by it. */
    public boolean madeVersion() {
        return event.equals("deploy") || event.equals("restart");
    }
}
