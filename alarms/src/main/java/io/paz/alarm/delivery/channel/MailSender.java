package io.paz.alarm.delivery.channel;

import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.DeliveryException;
import io.paz.alarm.delivery.MailSecurity;
import io.paz.alarm.delivery.Notification;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends notifications by SMTP. */
final class MailSender {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    void send(Channel.Email target, Notification notification) throws DeliveryException {
        try {
            Transport.send(message(target, notification));
        } catch (MessagingException e) {
            throw new DeliveryException(reason(e), e);
        }
    }

    private static MimeMessage message(Channel.Email target, Notification notification) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(properties(target), authenticator(target)));
        message.setFrom(new InternetAddress(target.from(), true));
        for (String recipient : target.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
        }
        message.setSubject(
                "[Paz %s] %s".formatted(notification.platform(), notification.title()), StandardCharsets.UTF_8.name());
        message.setText(notification.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Paz-Delivery", notification.id());
        return message;
    }

    private static Properties properties(Channel.Email target) {
        Properties properties = new Properties();
        String timeout = String.valueOf(TIMEOUT.toMillis());
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", target.host());
        properties.setProperty("mail.smtp.port", String.valueOf(target.port()));
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(!target.username().isEmpty()));
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(target.security() == MailSecurity.TLS));
        boolean upgrades = target.security() == MailSecurity.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(upgrades));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(upgrades));
        return properties;
    }

    private static @Nullable Authenticator authenticator(Channel.Email target) {
        if (target.username().isEmpty()) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(target.username(), target.password());
            }
        };
    }

    /** The innermost one says most: what the server answered, or why there is no connection. */
    private static String reason(MessagingException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return (message == null ? cause.getClass().getSimpleName() : message).strip();
    }
}
