package io.paz.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCipherTest {

    /** Made by the first release that encrypts; it must be read for ever. */
    private static final String GOLDEN_KEY =
            "0a1b2c3d 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

    private static final String GOLDEN = "paz1.AQobLD17qjUG1K2KiuBXqrrhQBYSY2phKWgOC0FywFEebTQB_ueXWWs7tQ";
    private static final String GOLDEN_FINGERPRINT = "15e1e5c5f6691fd7";

    private static final SecretPlace PLACE = SecretPlace.of("hook", "1");
    private static final byte[] SECRET = "hunter2\n\u00e9".getBytes(UTF_8);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("secrets.key");
    }

    @Test
    void decrypts_what_it_encrypted_also_after_a_restart() {
        String encrypted = SecretCipher.openOrCreate(file).encrypt(PLACE, SECRET);

        assertThat(encrypted).matches("paz1\\.[A-Za-z0-9_-]+").doesNotContain("hunter2");
        assertThat(SecretCipher.open(file).decrypt(PLACE, encrypted)).isEqualTo(SECRET);
    }

    @Test
    void reads_what_the_first_release_wrote() throws IOException {
        SecretCipher cipher = SecretCipher.open(write(GOLDEN_KEY));

        assertThat(cipher.decrypt(PLACE, GOLDEN)).isEqualTo(SECRET);
        assertThat(cipher.fingerprint(PLACE, SECRET)).isEqualTo(GOLDEN_FINGERPRINT);
        assertThat(cipher.keyId()).isEqualTo("0a1b2c3d");
    }

    @Test
    void refuses_a_secret_that_was_copied_to_another_place() {
        SecretCipher cipher = SecretCipher.openOrCreate(file);
        String encrypted = cipher.encrypt(PLACE, SECRET);

        assertThatThrownBy(() -> cipher.decrypt(SecretPlace.of("hook", "2"), encrypted))
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining("hook/2: cannot be decrypted with key " + cipher.keyId());
    }

    @Test
    void refuses_a_secret_that_was_changed_or_cut() {
        SecretCipher cipher = SecretCipher.openOrCreate(file);
        String encrypted = cipher.encrypt(PLACE, SECRET);
        String changed =
                encrypted.substring(0, 30) + (encrypted.charAt(30) == 'A' ? 'B' : 'A') + encrypted.substring(31);

        for (String damaged : new String[] {changed, encrypted.substring(0, 30), "paz1.", "", "hunter2", "paz1.!"}) {
            assertThatThrownBy(() -> cipher.decrypt(PLACE, damaged))
                    .as(damaged)
                    .isInstanceOf(SecretKeyException.class)
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void a_newer_key_encrypts_and_older_ones_still_decrypt() throws IOException {
        SecretCipher cipher = SecretCipher.openOrCreate(file);
        String old = cipher.encrypt(PLACE, SECRET);
        String fingerprint = cipher.fingerprint(PLACE, SECRET);
        String id = cipher.keyId();
        Files.writeString(file, SecretKey.random().line() + "\n", StandardOpenOption.APPEND);

        cipher.reload();

        assertThat(cipher.keyId()).isNotEqualTo(id);
        assertThat(cipher.isCurrent(PLACE, old)).isFalse();
        assertThat(cipher.decrypt(PLACE, old)).isEqualTo(SECRET);
        assertThat(cipher.isCurrent(PLACE, cipher.encrypt(PLACE, SECRET))).isTrue();
        assertThat(cipher.fingerprint(PLACE, SECRET)).isEqualTo(fingerprint);
    }

    @Test
    void fingerprints_differ_by_place_and_by_key() {
        SecretCipher cipher = SecretCipher.openOrCreate(file);
        SecretCipher other = SecretCipher.openOrCreate(folder.resolve("other.key"));

        String fingerprint = cipher.fingerprint(PLACE, SECRET);

        assertThat(fingerprint).matches("[0-9a-f]{16}").isEqualTo(cipher.fingerprint(PLACE, SECRET));
        assertThat(cipher.fingerprint(SecretPlace.of("hook", "2"), SECRET)).isNotEqualTo(fingerprint);
        assertThat(other.fingerprint(PLACE, SECRET)).isNotEqualTo(fingerprint);
    }

    @Test
    void says_which_key_is_missing() throws IOException {
        String encrypted = SecretCipher.openOrCreate(file).encrypt(PLACE, SECRET);
        String id = SecretCipher.open(file).keyId();
        Files.delete(file);
        SecretCipher other = SecretCipher.openOrCreate(file);

        assertThatThrownBy(() -> other.decrypt(PLACE, encrypted))
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining("encrypted with key " + id + ", which " + file + " does not have");
    }

    @Test
    void never_makes_a_file_in_place_of_one_that_is_missing_or_damaged() throws IOException {
        assertThatThrownBy(() -> SecretCipher.open(file)).hasMessageContaining("there is no key file");
        assertThat(file).doesNotExist();

        for (String damaged : new String[] {"", "# only\n", "0a1b2c3d 0001\n", GOLDEN_KEY + GOLDEN_KEY, "x\n"}) {
            write(damaged);
            assertThatThrownBy(() -> SecretCipher.openOrCreate(file))
                    .as(damaged)
                    .isInstanceOf(SecretKeyException.class)
                    .hasMessageContaining("damaged")
                    .hasMessageNotContaining("00010203");
            assertThat(file).hasContent(damaged);
        }
    }

    @Test
    void those_that_make_the_file_at_once_share_one_key() throws IOException {
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(number -> SecretCipher.openOrCreate(file).keyId())
                        .distinct())
                .hasSize(1);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keeps_keys_out_of_logs() {
        assertThat(SecretKey.parse(GOLDEN_KEY.strip())).hasToString("SecretKey[0a1b2c3d]");
    }

    private Path write(String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
