package io.paz.orchestrator.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.persistence.AccessTables;
import io.paz.orchestrator.persistence.StoredTokens;
import io.paz.store.KeyValueStore;
import io.paz.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in a real store. */
final class TokensTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private final MovableClock clock = new MovableClock(START);
    private KeyValueStore store;
    private Tokens tokens;

    @BeforeEach
    void open() {
        store = KeyValueStore.open(folder.resolve("data"), AccessTables.ALL);
        tokens = new Tokens(new StoredTokens(store), clock, () -> {
            byte[] bytes = new byte[TokenText.RANDOM_BYTES];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        close();
        open();
    }

    private Tokens.Created create(Duration life) {
        return tokens.create("ci", List.of(Scope.READ), life, "somebody");
    }

    private void moveTo(Duration sinceStart) {
        clock.advance(Duration.between(clock.instant(), START.plus(sinceStart)));
    }

    @Test
    void a_token_is_known_until_it_is_revoked_also_after_a_restart() {
        Tokens.Created created = create(Duration.ofDays(1));
        restart();
        assertThat(tokens.find(created.text())).contains(created.token());
        assertThat(tokens.revoke(created.token().id())).isTrue();
        assertThat(tokens.revoke(created.token().id())).isFalse();
        assertThat(tokens.find(created.text())).isEmpty();
        restart();
        assertThat(tokens.find(created.text())).isEmpty();
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void a_token_expires_to_the_second() {
        ApiToken token = create(Duration.ofDays(1)).token();
        moveTo(Duration.ofDays(1).minusMillis(1));
        assertThat(tokens.isExpired(token)).isFalse();
        moveTo(Duration.ofDays(1));
        assertThat(tokens.isExpired(token)).isTrue();
    }

    @Test
    void the_text_is_not_on_disk() throws Exception {
        String text = create(Duration.ofDays(1)).text();
        store.backUp(folder.resolve("backups"), 1);
        close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains(text.substring(4, 47)))
                        .as(file.toString())
                        .isFalse();
            }
        }
        open();
    }

    @Test
    void a_use_is_shown_at_once_and_written_coarsely() {
        Tokens.Created created = create(Duration.ofDays(1));
        moveTo(Duration.ofSeconds(5));
        tokens.used(created.token());
        assertThat(tokens.all().get(0).lastUsedAt()).isEqualTo(clock.instant());
        tokens.writeUses();
        moveTo(Duration.ofSeconds(60));
        tokens.used(created.token());
        tokens.writeUses();
        restart();
        assertThat(tokens.all().get(0).lastUsedAt()).isEqualTo(START.plusSeconds(5));
        moveTo(Tokens.USE_PRECISION.plusSeconds(6));
        tokens.used(created.token());
        tokens.writeUses();
        restart();
        assertThat(tokens.all().get(0).lastUsedAt()).isEqualTo(clock.instant());
    }

    @Test
    void a_use_that_is_written_late_brings_no_revoked_token_back() {
        Tokens.Created created = create(Duration.ofDays(1));
        tokens.revoke(created.token().id());
        tokens.used(created.token());
        tokens.writeUses();
        restart();
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void there_are_at_most_a_thousand() {
        for (int i = 0; i < Tokens.MAX_TOKENS; i++) {
            create(Duration.ofDays(1));
        }
        assertThatThrownBy(() -> create(Duration.ofDays(1))).hasMessageContaining("revoke some first");
    }
}
