package io.paz.haproxy.publish;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How publishing goes.
 *
 * @param lastSuccess when HAProxy last served what was rendered, or its files were written while it did not run
 * @param failure what went wrong last, null after a success
 * @param reloadDue whether HAProxy has yet to take over the files that are in place
 * @param skipped what the templates left out of the files, and why
 */
public record PublishStatus(
        @Nullable Instant lastSuccess, @Nullable Failure failure, boolean reloadDue, List<String> skipped) {

    /** @param since when it went wrong first, without a success in between */
    public record Failure(Instant since, String reason) {}

    public PublishStatus {
        skipped = List.copyOf(skipped);
    }

    static PublishStatus beginning() {
        // Whether a running HAProxy has read the files that are in place is not known.
        return new PublishStatus(null, null, true, List.of());
    }

    PublishStatus withReloadDue() {
        return new PublishStatus(lastSuccess, failure, true, skipped);
    }

    PublishStatus succeeded(Instant now, boolean stillDue, List<String> nowSkipped) {
        return new PublishStatus(now, null, stillDue, nowSkipped);
    }

    PublishStatus failed(Instant now, String reason, boolean stillDue) {
        Instant since = failure == null ? now : failure.since();
        return new PublishStatus(lastSuccess, new Failure(since, reason), stillDue, skipped);
    }
}
