package io.paz.scheduler.deployment;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.Requester;
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
 * @param requester who asked for it
 */
public record JournalLine(
        long sequence,
        String event,
        String service,
        @Nullable Integer version,
        Instant at,
        @Nullable ServiceConfig config,
        @Nullable String part,
        @Nullable String detail,
        Requester requester) {

    private static final String MEND = "mend";

    public JournalLine(
            long sequence,
            String event,
            String service,
            @Nullable Integer version,
            Instant at,
            @Nullable ServiceConfig config,
            Requester requester) {
        this(sequence, event, service, version, at, config, null, null, requester);
    }

    public static JournalLine accepted(long sequence, String event, Deployment deployment) {
        return new JournalLine(
                sequence,
                event,
                deployment.id().service(),
                deployment.id().version(),
                deployment.createdAt(),
                deployment.release().config(),
                deployment.requester());
    }

    public static JournalLine repair(long sequence, ReleaseId id, Instant at, String part, String detail) {
        return new JournalLine(sequence, MEND, id.service(), id.version(), at, null, part, detail, Requester.PAZ);
    }

    public boolean isRepair() {
        return event.equals(MEND);
    }

    /** Whether its version came to be by it. */
    public boolean madeVersion() {
        return event.equals("deploy") || event.equals("restart");
    }
}
