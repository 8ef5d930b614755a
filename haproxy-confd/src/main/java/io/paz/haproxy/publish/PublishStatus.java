package io.paz.haproxy.publish;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Status of publishing.
 *
 * @param lastSuccess when HAProxy last served what was rendered, or its files were written while it did not run
 * @param failure what went wrong last, null after a success
 * @param reloadDue whether HAProxy has yet to take over the files that are in place
 * @param reloads how often HAProxy has read its files again for this program, since that started
 * @param oldProcesses processes of earlier configurations that live on with their connections
 * @param rising servers ({@code backend/name}) that get requests once HAProxy's check has found them healthy
 * @param leaving servers that get no more requests, and go with their last connection
 * @param skipped what the templates left out of the files, and why
 */
public record PublishStatus(
        @Nullable Instant lastSuccess,
        @Nullable Failure failure,
        boolean reloadDue,
        int reloads,
        int oldProcesses,
        List<String> rising,
        List<String> leaving,
        List<String> skipped) {

    /** @param since when it went wrong first, without a success in between */
    public record Failure(Instant since, String reason) {}

    public PublishStatus {
        rising = List.copyOf(rising);
        leaving = List.copyOf(leaving);
        skipped = List.copyOf(skipped);
    }

    static PublishStatus beginning() {
        // Whether a running HAProxy has read the files that are in place is not known.
        return new PublishStatus(null, null, true, 0, 0, List.of(), List.of(), List.of());
    }

    PublishStatus withReloadDue() {
        return new PublishStatus(lastSuccess, failure, true, reloads, oldProcesses, rising, leaving, skipped);
    }

    PublishStatus reloaded() {
        return new PublishStatus(lastSuccess, failure, false, reloads + 1, oldProcesses, rising, leaving, skipped);
    }

    PublishStatus changed() {
        return new PublishStatus(lastSuccess, failure, false, reloads, oldProcesses, rising, leaving, skipped);
    }

    PublishStatus withOldProcesses(int count) {
        return new PublishStatus(lastSuccess, failure, reloadDue, reloads, count, rising, leaving, skipped);
    }

    PublishStatus unsettled(List<String> nowRising, List<String> nowLeaving) {
        return new PublishStatus(
                lastSuccess, failure, reloadDue, reloads, oldProcesses, nowRising, nowLeaving, skipped);
    }

    PublishStatus succeeded(Instant now, List<String> nowSkipped) {
        return new PublishStatus(now, null, reloadDue, reloads, oldProcesses, rising, leaving, nowSkipped);
    }

    PublishStatus failed(Instant now, String reason) {
        Instant since = failure == null ? now : failure.since();
        return new PublishStatus(
                lastSuccess, new Failure(since, reason), reloadDue, reloads, oldProcesses, rising, leaving, skipped);
    }
}
