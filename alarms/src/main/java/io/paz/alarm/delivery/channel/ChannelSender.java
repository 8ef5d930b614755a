package io.paz.alarm.delivery.channel;

import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.DeliveryException;
import io.paz.alarm.delivery.Notification;
import io.paz.alarm.delivery.Sender;
import java.time.Clock;

/** Sends over whichever channel a target has. */
public final class ChannelSender implements Sender {

    private final HttpSender http = new HttpSender();
    private final MailSender mail = new MailSender();
    private final Clock clock;

    public ChannelSender(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void send(Channel channel, Notification notification) throws DeliveryException {
        if (channel instanceof Channel.Webhook webhook) {
            http.send(HttpRequests.webhook(webhook, notification, clock.instant()));
        } else if (channel instanceof Channel.Slack slack) {
            http.send(HttpRequests.slack(slack, notification));
        } else if (channel instanceof Channel.Ntfy ntfy) {
            http.send(HttpRequests.ntfy(ntfy, notification));
        } else {
            mail.send((Channel.Email) channel, notification);
        }
    }
}
