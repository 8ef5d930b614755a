package io.paz.orchestrator.alarm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target as it is to be. A URL that is absent stays, and so does a secret where the URL or the mail server is the same; an empty secret is
 * removed.
 *
 * @param url of a webhook, of Slack's, or of an ntfy topic
 * @param secret that a webhook's deliveries are signed with
 * @param token for an ntfy server
 */
record TargetRequest(
        @Nullable String kind,
        @Nullable String url,
        @Nullable String secret,
        @Nullable String token,
        @Nullable Mail mail,
        @Nullable String minSeverity,
        @Nullable Quiet quietHours) {

    /** Where mail is sent from, and to. */
    record Mail(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String security,
            @Nullable String username,
            @Nullable String password,
            @Nullable String from,
            @Nullable List<@Nullable String> to) {

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Mail";
        }
    }

    /** Hours as {@code HH:mm}, and a zone such as {@code Europe/Berlin}. */
    record Quiet(
            @Nullable String from,
            @Nullable String to,
            @Nullable String timeZone) {}

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "TargetRequest";
    }
}
