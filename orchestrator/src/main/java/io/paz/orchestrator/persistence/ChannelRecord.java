package io.paz.orchestrator.persistence;

import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.MailSecurity;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stored channel, which is encrypted as a whole. The order of the components is the order on disk.
 *
 * @param secret of a webhook, token of ntfy, or password of mail
 */
record ChannelRecord(
        String kind,
        @Nullable URI url,
        @Nullable String secret,
        @Nullable MailRecord mail) {

    record MailRecord(String host, int port, String security, String username, String from, List<String> to) {}

    static ChannelRecord of(Channel channel) {
        if (channel instanceof Channel.Webhook webhook) {
            return new ChannelRecord(channel.kind(), webhook.url(), webhook.secret(), null);
        }
        if (channel instanceof Channel.Slack slack) {
            return new ChannelRecord(channel.kind(), slack.url(), null, null);
        }
        if (channel instanceof Channel.Ntfy ntfy) {
            return new ChannelRecord(channel.kind(), ntfy.url(), ntfy.token(), null);
        }
        Channel.Email mail = (Channel.Email) channel;
        return new ChannelRecord(
                channel.kind(),
                null,
                mail.password(),
                new MailRecord(
                        mail.host(), mail.port(), mail.security().name(), mail.username(), mail.from(), mail.to()));
    }

    Channel toDomain() {
        return switch (kind) {
            case Channel.Webhook.KIND -> new Channel.Webhook(Objects.requireNonNull(url), secret);
            case Channel.Slack.KIND -> new Channel.Slack(Objects.requireNonNull(url));
            case Channel.Ntfy.KIND -> new Channel.Ntfy(Objects.requireNonNull(url), secret);
            default -> email(Objects.requireNonNull(mail));
        };
    }

    private Channel email(MailRecord stored) {
        return new Channel.Email(
                stored.host(),
                stored.port(),
                MailSecurity.valueOf(stored.security()),
                stored.username(),
                secret,
                stored.from(),
                stored.to());
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "ChannelRecord of " + kind;
    }
}
