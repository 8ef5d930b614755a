package io.paz.orchestrator.alarm.web;

import io.paz.alarm.Severity;
import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.MailAddress;
import io.paz.alarm.delivery.MailSecurity;
import io.paz.alarm.delivery.QuietHours;
import io.paz.http.error.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a target from a request. Pure; its failures are answers. */
final class TargetParser {

    private static final int MAX_URL_LENGTH = 2000;
    private static final int MAX_SECRET_LENGTH = 1000;
    private static final int MAX_RECIPIENTS = 20;
    private static final int MAX_PORT = 65_535;
    private static final int SUBMISSION_PORT = 587;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm");

    private final TargetRequest request;
    private final @Nullable Channel before;

    private TargetParser(TargetRequest request, @Nullable Channel before) {
        this.request = request;
        this.before = before;
    }

    /** @param before the target of that name, whose secrets stay where the request has none */
    static AlarmTarget parse(String name, TargetRequest request, Optional<AlarmTarget> before) {
        if (!AlarmTarget.isName(name)) {
            throw ApiException.invalidField("name", name, "lower-case letters, digits and hyphens, 40 at most");
        }
        TargetParser parser =
                new TargetParser(request, before.map(AlarmTarget::channel).orElse(null));
        return new AlarmTarget(name, parser.channel(), parser.severity(), parser.quiet());
    }

    private Severity severity() {
        String text = Objects.requireNonNullElse(request.minSeverity(), Severity.WARNING.text());
        return Severity.parse(text)
                .orElseThrow(() -> ApiException.invalidField("minSeverity", text, "warning or critical"));
    }

    private @Nullable QuietHours quiet() {
        TargetRequest.Quiet quiet = request.quietHours();
        if (quiet == null) {
            return null;
        }
        LocalTime from = time("quietHours.from", quiet.from());
        LocalTime to = time("quietHours.to", quiet.to());
        if (from.equals(to)) {
            throw ApiException.invalidField("quietHours.to", quiet.to(), "another time than from");
        }
        return new QuietHours(from, to, zone(quiet.timeZone()));
    }

    private static LocalTime time(String field, @Nullable String text) {
        try {
            return LocalTime.parse(Objects.requireNonNullElse(text, ""), HOURS);
        } catch (DateTimeException e) {
            throw ApiException.invalidField(field, text, "hours and minutes, such as 22:00");
        }
    }

    private static ZoneId zone(@Nullable String text) {
        String zone = Objects.requireNonNullElse(text, "UTC");
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw ApiException.invalidField("quietHours.timeZone", text, "a time zone, such as Europe/Berlin");
        }
        return ZoneId.of(zone);
    }

    private Channel channel() {
        String kind = Objects.requireNonNullElse(request.kind(), "");
        return switch (kind) {
            case Channel.Webhook.KIND -> webhook();
            case Channel.Slack.KIND -> new Channel.Slack(url(before instanceof Channel.Slack old ? old.url() : null));
            case Channel.Ntfy.KIND -> ntfy();
            case Channel.Email.KIND -> email();
            default -> throw ApiException.invalidField("kind", request.kind(), "webhook, slack, ntfy or email");
        };
    }

    private Channel webhook() {
        Channel.Webhook old = before instanceof Channel.Webhook same ? same : null;
        URI url = url(old == null ? null : old.url());
        String stored = old != null && old.url().equals(url) ? old.secret() : null;
        return new Channel.Webhook(url, secret("secret", request.secret(), stored));
    }

    private Channel ntfy() {
        Channel.Ntfy old = before instanceof Channel.Ntfy same ? same : null;
        URI url = topic(url(old == null ? null : old.url()));
        String stored = old != null && old.url().equals(url) ? old.token() : null;
        return new Channel.Ntfy(url, secret("token", request.token(), stored));
    }

    private URI url(@Nullable URI stored) {
        String text = request.url();
        if (text == null && stored != null) {
            return stored;
        }
        try {
            URI url = new URI(Objects.requireNonNullElse(text, ""));
            boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (isHttp && url.getHost() != null && url.getUserInfo() == null && isShort(text)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Answered as any other that is none.
        }
        // It may hold a secret, and so is not quoted.
        throw ApiException.invalidField("url", "given", "https://host/path, without a user, 2000 characters at most");
    }

    private static boolean isShort(@Nullable String text) {
        return text != null
                && text.length() <= MAX_URL_LENGTH
                && PRINTABLE.matcher(text).matches();
    }

    private static URI topic(URI url) {
        String path = Objects.requireNonNullElse(url.getPath(), "");
        if (path.endsWith("/") || path.isEmpty() || url.getQuery() != null) {
            throw ApiException.invalidField("url", "given", "the URL of a topic, such as https://ntfy.sh/my-topic");
        }
        return url;
    }

    private static @Nullable String secret(String field, @Nullable String given, @Nullable String stored) {
        if (given == null) {
            return stored;
        }
        if (given.length() > MAX_SECRET_LENGTH || !PRINTABLE.matcher(given).matches()) {
            throw ApiException.invalidField(field, "given", "printable ASCII, 1000 characters at most");
        }
        return given.isEmpty() ? null : given;
    }

    private Channel email() {
        TargetRequest.Mail mail = request.mail();
        if (mail == null) {
            throw ApiException.invalidField("mail", null, "host, from and to");
        }
        String username = Objects.requireNonNullElse(secret("mail.username", mail.username(), null), "");
        String stored = before instanceof Channel.Email old && old.host().equals(mail.host()) ? old.password() : null;
        return new Channel.Email(
                host(mail.host()),
                port(mail.port()),
                security(mail.security()),
                username,
                username.isEmpty() ? null : secret("mail.password", mail.password(), stored),
                address("mail.from", mail.from()),
                recipients(mail.to()));
    }

    private static String host(@Nullable String text) {
        if (text == null || !HOST.matcher(text).matches()) {
            throw ApiException.invalidField("mail.host", text, "host name or address of an SMTP server");
        }
        return text;
    }

    private static int port(@Nullable Integer port) {
        int number = Objects.requireNonNullElse(port, SUBMISSION_PORT);
        if (number < 1 || number > MAX_PORT) {
            throw ApiException.invalidField("mail.port", String.valueOf(number), "1 to 65535");
        }
        return number;
    }

    private static MailSecurity security(@Nullable String text) {
        String security = Objects.requireNonNullElse(text, MailSecurity.STARTTLS.text());
        return MailSecurity.parse(security)
                .orElseThrow(() -> ApiException.invalidField("mail.security", text, "starttls, tls or none"));
    }

    private static String address(String field, @Nullable String text) {
        if (text == null || !MailAddress.isValid(text)) {
            throw ApiException.invalidField(field, text, "an address, such as ops@example.org");
        }
        return text;
    }

    private static List<String> recipients(@Nullable List<@Nullable String> to) {
        if (to == null || to.isEmpty() || to.size() > MAX_RECIPIENTS) {
            throw ApiException.invalidField(
                    "mail.to",
                    to == null ? null : to.size() + " addresses",
                    "1 to %d addresses".formatted(MAX_RECIPIENTS));
        }
        return to.stream().map(text -> address("mail.to", text)).toList();
    }
}
