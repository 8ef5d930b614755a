package io.paz.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.factor.SecondFactor;
import io.paz.orchestrator.people.factor.Seed;
import io.paz.orchestrator.token.ApiToken;
import io.paz.secret.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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

    private SecretCipher cipher() {
        return SecretCipher.openOrCreate(folder.resolve("keys"));
    }
}
