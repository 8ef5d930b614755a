package io.paz.scheduler.persistence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.ImageTag;
import io.paz.scheduler.hook.TagRules;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.store.Batch;
import io.paz.store.KeyValueStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredHooksTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private Path keys;
    private SecretCipher cipher;

    @BeforeEach
    void openKeys() {
        keys = folder.resolve("secrets.key");
        cipher = SecretCipher.openOrCreate(keys);
    }

    @Test
    void secrets_stand_in_no_file_of_the_store_or_its_backup() throws IOException {
        Hook hook = hook();
        try (StoredDeployments store = open()) {
            store.hooks().add(hook);
            store.hooks().used(hook.id(), NOW, "deploys version 1");
            store.backUp(folder.resolve("backups"), 1);
            assertThat(store.hooks().find(hook.id())).map(Hook::secret).contains(hook.secret());
        }

        assertThat(filesWith(hook.id())).as("control: the hook itself").hasSizeGreaterThan(1);
        assertThat(filesWith(new String(hook.secret().bytes(), ISO_8859_1))).isEmpty();
        assertThat(filesWith(Base64.getEncoder().encodeToString(hook.secret().bytes())))
                .isEmpty();
        assertThat(filesWith(hook.secret().text(HookSource.GITHUB))).isEmpty();
    }

    @Test
    void keys_of_another_platform_are_refused_and_change_nothing() throws IOException {
        Hook hook = hook();
        try (StoredDeployments store = open()) {
            store.hooks().add(hook);
        }
        SecretCipher other = SecretCipher.openOrCreate(folder.resolve("other.key"));

        assertThatThrownBy(() -> StoredDeployments.open(folder.resolve("store"), other, Clock.systemUTC()))
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining("hook/%s: encrypted with key %s, which %s does not have; put the key file back"
                        .formatted(hook.id(), cipher.keyId(), folder.resolve("other.key")));

        try (StoredDeployments store = open()) {
            assertThat(store.hooks().find(hook.id())).map(Hook::secret).contains(hook.secret());
        }
    }

    @Test
    void a_store_without_secrets_opens_with_any_keys() {
        open().close();

        SecretCipher other = SecretCipher.openOrCreate(folder.resolve("other.key"));
        StoredDeployments.open(folder.resolve("store"), other, Clock.systemUTC())
                .close();
    }

    @Test
    void hooks_of_before_there_was_encryption_are_encrypted_at_the_start() throws IOException {
        byte[] plain = StoredHooksTest.class
                .getResourceAsStream("records/hook-1-full.record")
                .readAllBytes();
        String id = "00112233445566778899aabbccddeeff";
        try (KeyValueStore store = KeyValueStore.open(folder.resolve("store"), Set.of(StoredHooks.HOOKS))) {
            store.write(new Batch().put(StoredHooks.HOOKS, DeploymentKeys.name(id), plain));
        }

        try (StoredDeployments store = open()) {
            assertThat(store.hooks().find(id))
                    .map(hook -> hook.secret().text(HookSource.GITHUB))
                    .contains("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
            assertThat(store.reencrypt()).as("left to do").isZero();
        }
    }

    @Test
    void a_rotation_encrypts_all_anew_and_the_old_key_is_needed_no_more() throws IOException {
        List<Hook> hooks = Stream.generate(StoredHooksTest::hook).limit(3).toList();
        try (StoredDeployments store = open()) {
            hooks.forEach(store.hooks()::add);
            String newKey = "ffffffff " + "ab".repeat(32) + "\n";
            Files.writeString(keys, newKey, StandardOpenOption.APPEND);
            cipher.reload();

            assertThat(store.reencrypt()).isEqualTo(3);
            assertThat(store.reencrypt()).isZero();

            Files.writeString(keys, newKey);
            cipher.reload();
            for (Hook hook : hooks) {
                assertThat(store.hooks().find(hook.id())).map(Hook::secret).contains(hook.secret());
            }
        }
    }

    private StoredDeployments open() {
        return StoredDeployments.open(folder.resolve("store"), cipher, Clock.systemUTC());
    }

    private static Hook hook() {
        return Hook.create(new Entry("web", null), HookSource.GITHUB, TagRules.NONE, ImageTag.SERVICE, NOW);
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            String content = new String(Files.readAllBytes(file), ISO_8859_1);
            return content.contains(text) || content.contains(new String(text.getBytes(UTF_8), ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
