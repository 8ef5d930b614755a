package io.paz.alarm.delivery.channel;

import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.alarm.AlarmEvent.Kind;
import io.paz.alarm.Severity;
import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.Notification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Notifications as each kind of receiver wants them. Pure. */
final class HttpRequests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HMAC = "HmacSHA256";

    /** ntfy's highest and its default one but one. */
    private static final int URGENT = 5;

    private static final int HIGH = 4;
    private static final int DEFAULT = 3;

    private HttpRequests() {}

    /** The event with all that is known of its alarm, signed over its time and body. */
    static OutgoingRequest webhook(Channel.Webhook target, Notification notification, Instant now) {
        String body = JSON.writeValueAsString(event(notification));
        String time = String.valueOf(now.getEpochSecond());
        SortedMap<String, String> headers = headers();
        headers.put("X-Paz-Event", "alarm." + notification.event().kind().text());
        headers.put("X-Paz-Timestamp", time);
        if (target.secret() != null) {
            headers.put("X-Paz-Signature", "sha256=" + signature(target.secret(), time + "." + body));
        }
        return new OutgoingRequest(target.url(), headers, body);
    }

    private static Map<String, Object> event(Notification notification) {
        AlarmEvent event = notification.event();
        Alarm alarm = event.alarm();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", alarm.rule());
        fields.put("subject", alarm.subject());
        fields.put("severity", alarm.severity().text());
        fields.put("reason", alarm.reason());
        fields.put("since", alarm.since().toEpochMilli());
        fields.put("raisedAt", alarm.raisedAt().toEpochMilli());
        if (alarm.endedAt() != null) {
            fields.put("endedAt", alarm.endedAt().toEpochMilli());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("event", "alarm." + event.kind().text());
        document.put("delivery", notification.id());
        document.put("platform", notification.platform());
        document.put("title", notification.title());
        document.put("alarm", fields);
        return document;
    }

    private static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static OutgoingRequest slack(Channel.Slack target, Notification notification) {
        String text = "*%s*%n%s".formatted(escaped(notification.title()), escaped(notification.text()));
        return new OutgoingRequest(target.url(), headers(), JSON.writeValueAsString(Map.of("text", text)));
    }

    /** What Slack reads as links, and as calls of people. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** As JSON to the server itself: its headers take ASCII only. */
    static OutgoingRequest ntfy(Channel.Ntfy target, Notification notification) {
        String path = target.url().getPath();
        String topic = path.substring(path.lastIndexOf('/') + 1);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", topic);
        message.put("title", notification.title());
        message.put("message", notification.text());
        message.put("priority", priority(notification.event()));
        message.put("tags", List.of(tag(notification.event())));
        SortedMap<String, String> headers = headers();
        if (target.token() != null) {
            headers.put("Authorization", "Bearer " + target.token());
        }
        URI server = target.url().resolve(path.substring(0, path.lastIndexOf('/') + 1));
        return new OutgoingRequest(server, headers, JSON.writeValueAsString(message));
    }

    private static int priority(AlarmEvent event) {
        if (event.kind() == Kind.ENDED) {
            return DEFAULT;
        }
        return event.alarm().severity() == Severity.CRITICAL ? URGENT : HIGH;
    }

    /** Names of emojis. */
    private static String tag(AlarmEvent event) {
        if (event.kind() == Kind.ENDED) {
            return "white_check_mark";
        }
        return event.alarm().severity() == Severity.CRITICAL ? "rotating_light" : "warning";
    }

    private static SortedMap<String, String> headers() {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Paz");
        return headers;
    }
}
