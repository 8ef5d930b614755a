package io.paz.orchestrator.alarm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.QuietHours;
import io.paz.alarm.delivery.TargetStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target as it is answered: never with its secrets.
 *
 * @param address where it leads to, without what may be secret of it
 * @param deliveredAt of the last notification that arrived since the start, milliseconds since 1970; absent for none
 * @param problem why the last attempt failed; absent when it did not
 * @param retryAt when the next attempt is; absent when it did not fail
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetDocument(
        String name,
        String kind,
        String address,
        @Nullable Mail mail,
        String minSeverity,
        @Nullable Quiet quietHours,
        @Nullable Long deliveredAt,
        @Nullable String problem,
        @Nullable Long retryAt) {

    record Mail(String host, int port, String security, String username, String from, List<String> to) {}

    record Quiet(String from, String to, String timeZone) {}

    static TargetDocument of(AlarmTarget target, TargetStatus status) {
        return new TargetDocument(
                target.name(),
                target.channel().kind(),
                target.channel().address(),
                target.channel() instanceof Channel.Email email ? mail(email) : null,
                target.minSeverity().text(),
                quiet(target.quiet()),
                millis(status.deliveredAt()),
                status.problem(),
                millis(status.retryAt()));
    }

    private static Mail mail(Channel.Email mail) {
        return new Mail(mail.host(), mail.port(), mail.security().text(), mail.username(), mail.from(), mail.to());
    }

    private static @Nullable Quiet quiet(@Nullable QuietHours quiet) {
        return quiet == null
                ? null
                : new Quiet(
                        quiet.from().toString(),
                        quiet.to().toString(),
                        quiet.zone().getId());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
