package io.paz.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.certificate.CertificateBundle;
import io.paz.orchestrator.certificate.CertificateSource;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.testing.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredCertificatesTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    static Path issued;

    @TempDir
    Path folder;

    static CertificateBundle bundle;

    @BeforeAll
    static void issueCertificate() {
        TestAuthority.Issued pair = TestAuthority.create(issued).issue("example.org");
        bundle = CertificateBundle.of(pair.chain(), pair.key());
    }

    @Test
    void keeps_certificates_over_a_restart_and_reports_changes() {
        AtomicInteger changes = new AtomicInteger();
        try (KeyValueStore store = open()) {
            StoredCertificates certificates = new StoredCertificates(store, cipher());
            certificates.onChange(changes::incrementAndGet);
            certificates.save(certificate("b"));
            certificates.save(certificate("a"));
            certificates.save(certificate("gone"));
            assertThat(certificates.delete("gone")).isTrue();
            assertThat(certificates.delete("gone")).isFalse();
        }
        try (KeyValueStore store = open()) {
            StoredCertificates certificates = new StoredCertificates(store, cipher());
            assertThat(certificates.list()).extracting(ManagedCertificate::id).containsExactly("a", "b");
            ManagedCertificate found = certificates.find("a").orElseThrow();
            assertThat(found.bundle().keyPem()).isEqualTo(bundle.keyPem());
            assertThat(found.savedAt()).isEqualTo(TIME);
            assertThat(certificates
                            .findByHost("EXAMPLE.org", Instant.now())
                            .orElseThrow()
                            .id())
                    .isEqualTo("a");
        }
        assertThat(changes).hasValue(4);
    }

    @Test
    void no_file_of_the_store_or_of_a_backup_shows_a_key() throws IOException {
        try (KeyValueStore store = open()) {
            new StoredCertificates(store, cipher()).save(certificate("a"));
            store.backUp(folder.resolve("backup"), 1);
        }

        String secret = bundle.keyPem().lines().skip(1).findFirst().orElseThrow();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .isNotEmpty()
                    .noneMatch(file -> read(file).contains(secret))
                    .anyMatch(file -> read(file).contains("paz1."));
        }
    }

    @Test
    void a_rotation_encrypts_all_keys_again() throws IOException {
        try (KeyValueStore store = open()) {
            SecretCipher cipher = cipher();
            StoredCertificates certificates = new StoredCertificates(store, cipher);
            certificates.save(certificate("a"));
            String before = stored(store);
            addKey("0badcafe");
            cipher.reload();

            assertThat(certificates.reencrypt()).isOne();
            assertThat(certificates.reencrypt()).isZero();
            assertThat(stored(store)).isNotEqualTo(before);
            assertThat(new StoredCertificates(store, cipher()).list()).hasSize(1);
        }
    }

    @Test
    void does_not_open_with_other_keys() throws IOException {
        try (KeyValueStore store = open()) {
            new StoredCertificates(store, cipher()).save(certificate("a"));
            Files.delete(folder.resolve("keys"));
            SecretCipher other = cipher();

            assertThatThrownBy(() -> new StoredCertificates(store, other))
                    .isInstanceOf(SecretKeyException.class)
                    .hasMessageContaining("certificate/a");
        }
    }

    @Test
    void a_key_that_is_copied_to_another_certificate_is_refused() {
        SecretCipher cipher = cipher();
        CertificateRecord stored = CertificateRecord.of(certificate("a"), cipher);
        CertificateRecord copied =
                new CertificateRecord("b", stored.source(), stored.savedAt(), stored.chain(), stored.key());

        assertThatThrownBy(() -> copied.toDomain(cipher)).isInstanceOf(SecretKeyException.class);
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

    private static ManagedCertificate certificate(String id) {
        return new ManagedCertificate(id, CertificateSource.OWN, bundle, TIME);
    }

    private static String stored(KeyValueStore store) {
        return new String(
                store.list(AccessTables.CERTIFICATES, KeyRange.all()).get(0).value(), StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
