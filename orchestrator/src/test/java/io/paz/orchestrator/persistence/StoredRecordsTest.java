package io.paz.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.token.ApiToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is on disk, byte for byte: an older release must be read by every newer one. */
final class StoredRecordsTest {

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
    void a_person() {
        Person person = new Person(
                "ada", Role.DEPLOYER, List.of("web"), TIME, "$argon2id$x", new Person.Invitation("ff", TIME));
        String bytes =
                "{\"name\":\"ada\",\"role\":\"DEPLOYER\",\"services\":[\"web\"],\"createdAt\":\"2026-01-02T03:04:05.678Z\","
                        + "\"password\":\"$argon2id$x\",\"invitation\":{\"hash\":\"ff\",\"expiresAt\":\"2026-01-02T03:04:05.678Z\"}}";
        assertThat(AccessCodec.encode(PersonRecord.of(person)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(bytes);
        assertThat(AccessCodec.decode(bytes.getBytes(StandardCharsets.UTF_8), PersonRecord.class)
                        .toDomain())
                .isEqualTo(person);
    }
}
