package io.paz.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.factor.SecondFactor;
import io.paz.orchestrator.people.factor.Seed;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds of second factors on disk, and a rotation of the keys that encrypt them. */
final class StoredPeopleTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final List<String> RECOVERY = List.of("hash1", "hash2");

    @TempDir
    Path folder;

    @Test
    void a_rotation_encrypts_all_seeds_again_and_changes_nothing_else() throws IOException {
        try (KeyValueStore store = open()) {
            SecretCipher cipher = cipher();
            StoredPeople people = new StoredPeople(store, cipher);
            people.put(person("ada", factor(1)));
            people.put(person("bob", factor(2)));
            people.put(person("eve", null));
            String before = stored(store);
            addKey("0badcafe");
            cipher.reload();

            assertThat(people.reencrypt()).isEqualTo(2);
            assertThat(people.reencrypt()).isZero();
            assertThat(stored(store)).isNotEqualTo(before);
        }
        dropFirstKey();
        try (KeyValueStore store = open()) {
            assertThat(new StoredPeople(store, cipher()).all())
                    .containsExactly(person("ada", factor(1)), person("bob", factor(2)), person("eve", null));
        }
    }

    @Test
    void a_rotation_that_was_cut_off_is_finished_at_the_next_start() throws IOException {
        try (KeyValueStore store = open()) {
            new StoredPeople(store, cipher()).put(person("ada", factor(1)));
            addKey("0badcafe");
            StoredPeople restarted = new StoredPeople(store, cipher());
            assertThat(restarted.reencrypt()).isZero();
        }
        dropFirstKey();
        try (KeyValueStore store = open()) {
            assertThat(new StoredPeople(store, cipher()).all()).containsExactly(person("ada", factor(1)));
        }
    }

    /** What has no key is neither lost nor replaced. */
    @Test
    void does_not_open_with_other_keys() throws IOException {
        try (KeyValueStore store = open()) {
            new StoredPeople(store, cipher()).put(person("ada", factor(1)));
            String before = stored(store);
            Files.delete(folder.resolve("keys"));
            SecretCipher other = cipher();

            assertThatThrownBy(() -> new StoredPeople(store, other))
                    .isInstanceOf(SecretKeyException.class)
                    .hasMessageContaining("second-factor/ada");
            assertThat(stored(store)).isEqualTo(before);
        }
    }

    private static SecondFactor factor(int number) {
        return new SecondFactor(
                new Seed(("%020d".formatted(number)).getBytes(StandardCharsets.US_ASCII)), true, 7, RECOVERY);
    }

    private static Person person(String name, SecondFactor factor) {
        return new Person(name, Role.VIEWER, List.of(), TIME, "password", null, factor);
    }

    private KeyValueStore open() {
        return KeyValueStore.open(folder.resolve("data"), AccessTables.ALL);
    }

    private SecretCipher cipher() {
        return SecretCipher.openOrCreate(folder.resolve("keys"));
    }

    private void addKey(String id) throws IOException {
        Files.writeString(folder.resolve("keys"), id + " " + "ab".repeat(32) + "\n", StandardOpenOption.APPEND);
    }

    /** As an operator does who trusts the older key no longer. */
    private void dropFirstKey() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys"), lines.get(lines.size() - 1) + "\n");
    }

    private static String stored(KeyValueStore store) {
        return store.list(AccessTables.PEOPLE, KeyRange.all()).stream()
                .map(entry -> new String(entry.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
