package io.paz.orchestrator.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a part that the state is read from answers.
 *
 * @param everRead whether it ever did
 * @param since when it last began, or ceased, to answer
 * @param problem why it does not answer; null when it does
 */
public record SourceStatus(
        String name,
        boolean everRead,
        Instant since,
        @Nullable String problem) {

    public static SourceStatus unread(String name, Instant now) {
        return new SourceStatus(name, false, now, "it was not asked yet");
    }

    public boolean up() {
        return problem == null;
    }

    public SourceStatus answered(Instant now) {
        return new SourceStatus(name, true, up() ? since : now, null);
    }

    public SourceStatus silent(Instant now, String reason) {
        return new SourceStatus(name, everRead, up() ? now : since, reason);
    }
}
