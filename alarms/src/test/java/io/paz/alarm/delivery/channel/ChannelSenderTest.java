package io.paz.alarm.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.alarm.AlarmEvent.Kind;
import io.paz.alarm.Severity;
import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.DeliveryException;
import io.paz.alarm.delivery.MailSecurity;
import io.paz.alarm.delivery.Notification;
import io.paz.testing.MovableClock;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notifications as they arrive at real servers of HTTP and SMTP. */
final class ChannelSenderTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final String PASSWORD = "mail-password-1";

    private final ChannelSender sender = new ChannelSender(new MovableClock(TIME));
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpServer http;
    private volatile int status = 200;
    private volatile @Nullable HttpExchange received;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received = exchange;
            exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
            byte[] said = "said by the server".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        http.start();
        mail.start();
        mail.setUser("paz@example.org", "paz", PASSWORD);
    }

    @AfterEach
    void stop() {
        http.stop(0);
        mail.stop();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    private String header(String name) {
        HttpExchange exchange = received;
        return exchange == null
                ? ""
                : String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    private static Notification notification(Kind kind, String subject, String reason) {
        Alarm alarm = new Alarm(
                "service-down",
                subject,
                Severity.CRITICAL,
                reason,
                TIME,
                TIME,
                kind == Kind.ENDED ? TIME.plusSeconds(60) : null);
        return Notification.of("d-1", "paz.example.org", new AlarmEvent(kind, alarm));
    }

    @Test
    void a_webhook_is_json_with_a_signature() throws Exception {
        sender.send(new Channel.Webhook(url("/hook?x=1"), "s3cret"), notification(Kind.RAISED, "shop", "No instance."));

        assertThat(header("X-Paz-Event")).isEqualTo("alarm.raised");
        assertThat(header("X-Paz-Timestamp")).isEqualTo(String.valueOf(TIME.getEpochSecond()));
        assertThat(header("X-Paz-Signature")).isEqualTo("sha256=" + hmac("s3cret", TIME.getEpochSecond() + "." + body));
        assertThat(json().path("delivery").asString()).isEqualTo("d-1");
        assertThat(json().at("/alarm/subject").asString()).isEqualTo("shop");
        assertThat(json().at("/alarm/severity").asString()).isEqualTo("critical");
        assertThat(json().at("/alarm/endedAt").isMissingNode()).isTrue();
    }

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void without_a_secret_there_is_no_signature() throws Exception {
        sender.send(new Channel.Webhook(url("/hook"), null), notification(Kind.ENDED, "shop", "x"));
        assertThat(header("X-Paz-Signature")).isEqualTo("null");
        assertThat(json().path("event").asString()).isEqualTo("alarm.ended");
        assertThat(json().at("/alarm/endedAt").asLong())
                .isEqualTo(TIME.plusSeconds(60).toEpochMilli());
    }

    @Test
    void slack_gets_text_in_which_nothing_calls_people() throws Exception {
        sender.send(
                new Channel.Slack(url("/services/T/B/x")),
                notification(Kind.RAISED, "shop", "said <!channel> & <https://evil.example|click>"));
        assertThat(json().path("text").asString())
                .startsWith("*Critical: service-down of shop*\n")
                .contains("said &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;");
    }

    @Test
    void ntfy_gets_a_message_of_its_topic() throws Exception {
        sender.send(new Channel.Ntfy(url("/sub/my-topic"), "tk_1"), notification(Kind.RAISED, "shöp", "ünwell"));
        assertThat(received.getRequestURI()).hasPath("/sub/");
        assertThat(header("Authorization")).isEqualTo("Bearer tk_1");
        assertThat(json().path("topic").asString()).isEqualTo("my-topic");
        assertThat(json().path("title").asString()).isEqualTo("Critical: service-down of shöp");
        assertThat(json().path("priority").asInt()).isEqualTo(5);
        sender.send(new Channel.Ntfy(url("/my-topic"), null), notification(Kind.ENDED, "shop", "x"));
        assertThat(received.getRequestURI()).hasPath("/");
        assertThat(json().path("priority").asInt()).isEqualTo(3);
    }

    @Test
    void a_refusal_says_what_the_server_said_and_no_redirect_is_followed() {
        Channel webhook = new Channel.Webhook(url("/hook"), null);
        for (int refused : List.of(301, 307, 403, 500)) {
            status = refused;
            assertThatThrownBy(() -> sender.send(webhook, notification(Kind.RAISED, "shop", "x")))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessage("it answered with status " + refused + ": said by the server");
            assertThat(received.getRequestURI()).hasPath("/hook");
        }
    }

    @Test
    void metadata_services_are_no_receivers() {
        for (String host : List.of("169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]")) {
            assertThatThrownBy(() -> sender.send(
                            new Channel.Slack(URI.create("http://" + host + "/latest")),
                            notification(Kind.RAISED, "shop", "x")))
                    .as(host)
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("LINK_LOCAL");
        }
    }

    @Test
    void mail_arrives_whole() throws Exception {
        sender.send(
                email(MailSecurity.NONE, PASSWORD, mail.getSmtp().getPort()),
                notification(Kind.RAISED, "shöp", "said:\r\nBcc: all@example.org\r\n\r\n.\r\nQUIT"));
        MimeMessage message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("[Paz paz.example.org] Critical: service-down of shöp");
        assertThat(message.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(message.getRecipients(Message.RecipientType.BCC)).isNull();
        assertThat(message.getHeader("X-Paz-Delivery")).containsExactly("d-1");
        assertThat(message.getContent().toString()).contains("said:  Bcc: all@example.org    .  QUIT");
        assertThat(GreenMailUtil.getWholeMessage(message)).doesNotContain(PASSWORD);
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void a_mail_server_that_refuses_or_cannot_encrypt_is_told() throws Exception {
        int port = mail.getSmtp().getPort();
        Notification notification = notification(Kind.RAISED, "shop", "x");
        assertThatThrownBy(() -> sender.send(email(MailSecurity.NONE, "wrong", port), notification))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("535")
                .hasMessageNotContaining("wrong");
        assertThatThrownBy(() -> sender.send(email(MailSecurity.STARTTLS, PASSWORD, port), notification))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("STARTTLS");
        assertThatThrownBy(() -> sender.send(email(MailSecurity.TLS, PASSWORD, port), notification))
                .isInstanceOf(DeliveryException.class);
        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThatThrownBy(() -> sender.send(email(MailSecurity.NONE, PASSWORD, unusedPort()), notification))
                .hasMessageContaining("Connection refused");
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return unused.getLocalPort();
        }
    }

    private static Channel email(MailSecurity security, String password, int port) {
        return new Channel.Email(
                "127.0.0.1",
                port,
                security,
                "paz",
                password,
                "paz@example.org",
                List.of("ops@example.org", "boss@example.org"));
    }
}
