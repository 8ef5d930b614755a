package io.paz.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.alarm.Delivery;
import io.paz.alarm.Severity;
import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.Channel;
import io.paz.alarm.delivery.MailSecurity;
import io.paz.alarm.delivery.QuietHours;
import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.factor.SecondFactor;
import io.paz.orchestrator.people.factor.Seed;
import io.paz.orchestrator.token.ApiToken;
import io.paz.secret.SecretCipher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk, byte for byte: an older release must be read by every newer one. */
final class StoredRecordsTest {

    @TempDir
    Path folder;

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String TOKEN =
            "{\"id\":\"0a\",\"name\":\"ci\",\"hash\":\"ff\",\"scopes\":[\"read\",\"deploy:web\"],"
                    + "\"createdAt\":\"2026-01-02T03:04:05.678Z\",\"createdBy\":\"me\",\"expiresAt\":\"2026-01-02T03:04:05.678Z\"";

    @Test
    void a_token() {
        ApiToken unused =
                new ApiToken("0a", "ci", "ff", List.of(Scope.READ, new Scope("deploy:web")), TIME, "me", TIME, null);
        assertStored(unused, TOKEN + "}");
        ApiToken used = new ApiToken("0a", "ci", "ff", unused.scopes(), TIME, "me", TIME, TIME);
        assertStored(used, TOKEN + ",\"lastUsedAt\":\"2026-01-02T03:04:05.678Z\"}");
    }

    private static void assertStored(ApiToken token, String bytes) {
        assertThat(AccessCodec.encode(TokenRecord.of(token)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(bytes);
        assertThat(AccessCodec.decode(bytes.getBytes(StandardCharsets.UTF_8), TokenRecord.class)
                        .toDomain())
                .isEqualTo(token);
    }

    @Test
    void a_domain() {
        AcmeDomainRecord stored = new AcmeDomainRecord(
                "a.example.org",
                List.of(TIME),
                List.of(TIME),
                TIME,
                List.of(),
                1,
                TIME,
                new AcmeDomainRecord.AttemptRecord(TIME, false, "no"),
                "https://acme.example.org/1",
                "encrypted",
                null);
        String time = "\"2026-01-02T03:04:05.678Z\"";
        String bytes = """
                {"domain":"a.example.org","orders":[%1$s],"certificates":[%1$s],"newSince":%1$s,"failures":[],"failuresInARow":1,\
                "retryAt":%1$s,"lastAttempt":{"time":%1$s,"succeeded":false,"reason":"no"},\
                "orderLocation":"https://acme.example.org/1","orderKey":"encrypted"}""".formatted(time);
        assertThat(AccessCodec.encode(stored)).asString(StandardCharsets.UTF_8).isEqualTo(bytes);
        assertThat(AccessCodec.decode(bytes.getBytes(StandardCharsets.UTF_8), AcmeDomainRecord.class))
                .isEqualTo(stored);
    }

    @Test
    void a_person() {
        Person person = new Person(
                "ada", Role.DEPLOYER, List.of("web"), TIME, "$argon2id$x", new Person.Invitation("ff", TIME), null);
        String bytes =
                "{\"name\":\"ada\",\"role\":\"DEPLOYER\",\"services\":[\"web\"],\"createdAt\":\"2026-01-02T03:04:05.678Z\","
                        + "\"password\":\"$argon2id$x\",\"invitation\":{\"hash\":\"ff\",\"expiresAt\":\"2026-01-02T03:04:05.678Z\"}}";
        assertThat(AccessCodec.encode(PersonRecord.of(person, cipher())))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(bytes);
        assertThat(AccessCodec.decode(bytes.getBytes(StandardCharsets.UTF_8), PersonRecord.class)
                        .toDomain(cipher()))
                .isEqualTo(person);
    }

    @Test
    void a_second_factor() {
        SecondFactor factor = new SecondFactor(new Seed(new byte[Seed.LENGTH]), true, 37_037_036, List.of("0a", "0b"));
        Person person = new Person("ada", Role.VIEWER, List.of(), TIME, null, null, factor);
        byte[] stored = AccessCodec.encode(PersonRecord.of(person, cipher()));
        assertThat(new String(stored, StandardCharsets.UTF_8).replaceFirst("paz1\\.[^\"]+", "SEED"))
                .isEqualTo("{\"name\":\"ada\",\"role\":\"VIEWER\",\"services\":[],"
                        + "\"createdAt\":\"2026-01-02T03:04:05.678Z\",\"secondFactor\":{\"seed\":\"SEED\",\"active\":true,"
                        + "\"lastStep\":37037036,\"recoveryHashes\":[\"0a\",\"0b\"]}}");
        PersonRecord read = AccessCodec.decode(stored, PersonRecord.class);
        assertThat(read.toDomain(cipher())).isEqualTo(person);
        assertThat(read.isCurrent(cipher())).isTrue();
    }

    @Test
    void an_alarm_and_what_is_to_be_delivered_of_it() {
        Alarm alarm = new Alarm("service-down", "shop", Severity.CRITICAL, "none serves", TIME, TIME, null);
        String bytes = """
                {"rule":"service-down","subject":"shop","severity":"CRITICAL","reason":"none serves",\
                "since":"2026-01-02T03:04:05.678Z","raisedAt":"2026-01-02T03:04:05.678Z\"""";
        assertStored(AlarmRecord.of(alarm), AlarmRecord.class, bytes + "}");
        Alarm ended = new Alarm("service-down", "shop", Severity.CRITICAL, "none serves", TIME, TIME, TIME);
        assertStored(AlarmRecord.of(ended), AlarmRecord.class, bytes + ",\"endedAt\":\"2026-01-02T03:04:05.678Z\"}");
        Delivery delivery = new Delivery("d1", "ops", new AlarmEvent(AlarmEvent.Kind.RAISED, alarm), TIME);
        assertStored(
                DeliveryRecord.of(delivery),
                DeliveryRecord.class,
                "{\"id\":\"d1\",\"target\":\"ops\",\"kind\":\"RAISED\",\"alarm\":" + bytes
                        + "},\"createdAt\":\"2026-01-02T03:04:05.678Z\"}");
        assertThat(AlarmRecord.of(ended).toDomain()).isEqualTo(ended);
        assertThat(DeliveryRecord.of(delivery).toDomain()).isEqualTo(delivery);
    }

    @Test
    void a_target_of_alarms() {
        QuietHours quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 30), ZoneId.of("Europe/Berlin"));
        AlarmTarget target =
                new AlarmTarget("ops", new Channel.Slack(URI.create("https://a.example/x")), Severity.WARNING, quiet);
        AlarmTargetRecord stored = AlarmTargetRecord.of(target, cipher());
        assertThat(new String(AccessCodec.encode(stored), StandardCharsets.UTF_8)
                        .replaceFirst("paz1\\.[^\"]+", "CHANNEL"))
                .isEqualTo("{\"name\":\"ops\",\"channel\":\"CHANNEL\",\"minSeverity\":\"WARNING\","
                        + "\"quiet\":{\"from\":\"22:00:00\",\"to\":\"07:30:00\",\"zone\":\"Europe/Berlin\"}}");
        assertThat(AccessCodec.decode(AccessCodec.encode(stored), AlarmTargetRecord.class)
                        .toDomain(cipher()))
                .isEqualTo(target);
    }

    @Test
    void channels_of_targets() {
        assertChannel(
                new Channel.Webhook(URI.create("https://a.example/x"), "s"),
                "{\"kind\":\"webhook\",\"url\":\"https://a.example/x\",\"secret\":\"s\"}");
        assertChannel(
                new Channel.Slack(URI.create("https://a.example/x")),
                "{\"kind\":\"slack\",\"url\":\"https://a.example/x\"}");
        assertChannel(
                new Channel.Ntfy(URI.create("https://a.example/x"), null),
                "{\"kind\":\"ntfy\",\"url\":\"https://a.example/x\"}");
        assertChannel(
                new Channel.Email(
                        "m.example", 587, MailSecurity.STARTTLS, "u", "p", "a@b.example", List.of("c@d.example")),
                "{\"kind\":\"email\",\"secret\":\"p\",\"mail\":{\"host\":\"m.example\",\"port\":587,"
                        + "\"security\":\"STARTTLS\",\"username\":\"u\",\"from\":\"a@b.example\",\"to\":[\"c@d.example\"]}}");
    }

    private static void assertChannel(Channel channel, String bytes) {
        assertStored(ChannelRecord.of(channel), ChannelRecord.class, bytes);
        assertThat(ChannelRecord.of(channel).toDomain()).isEqualTo(channel);
    }

    private static <T> void assertStored(T stored, Class<T> type, String bytes) {
        assertThat(AccessCodec.encode(stored)).asString(StandardCharsets.UTF_8).isEqualTo(bytes);
        assertThat(AccessCodec.decode(bytes.getBytes(StandardCharsets.UTF_8), type))
                .isEqualTo(stored);
    }

    private SecretCipher cipher() {
        return SecretCipher.openOrCreate(folder.resolve("keys"));
    }
}
