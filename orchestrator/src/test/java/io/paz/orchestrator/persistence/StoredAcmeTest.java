package io.paz.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.acme.DomainState;
import io.paz.acme.KeyPairText;
import io.paz.acme.PendingOrder;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredAcmeTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    @Test
    void keys_are_kept_encrypted_and_read_again() {
        SecretCipher cipher = SecretCipher.openOrCreate(folder.resolve("secrets.key"));
        String key = KeyPairText.generate();
        DomainState state = new DomainState(
                "a.example.org",
                List.of(TIME),
                List.of(),
                null,
                List.of(),
                0,
                null,
                null,
                new PendingOrder("https://a/1", key),
                TIME);
        byte[] account;
        try (KeyValueStore store = KeyValueStore.open(folder.resolve("data"), AccessTables.ALL)) {
            StoredAcme stored = new StoredAcme(store, cipher);
            account = stored.accountKey().getPublic().getEncoded();
            stored.save(state);

            String text = new String(
                    store.list(AccessTables.ACME_DOMAINS, KeyRange.all()).get(0).value(), StandardCharsets.UTF_8);
            assertThat(text)
                    .contains("https://a/1")
                    .doesNotContain("PRIVATE KEY")
                    .doesNotContain(key.substring(30, 60));
        }
        try (KeyValueStore store = KeyValueStore.open(folder.resolve("data"), AccessTables.ALL)) {
            StoredAcme stored = new StoredAcme(store, cipher);
            assertThat(stored.accountKey().getPublic().getEncoded()).isEqualTo(account);
            assertThat(stored.find("a.example.org")).contains(state);
            assertThat(stored.all()).containsExactly(state);

            stored.delete("a.example.org");
            assertThat(stored.find("a.example.org")).isEmpty();
        }
    }
}
