package io.paz.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.testing.Command;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateBundleTest {

    private static final List<String> RSA = List.of("-newkey", "rsa:2048");

    @TempDir
    static Path folder;

    static TestAuthority authority;
    static Issued issued;
    static Issued rsa;

    @BeforeAll
    static void issueCertificates() {
        authority = TestAuthority.create(folder);
        issued = authority.issue("example.org", "*.Example.org", "xn--bcher-kva.example");
        rsa = authority.issue(RSA, "rsa.example.org");
    }

    @Test
    void says_what_it_is_for_and_until_when() {
        CertificateBundle bundle = CertificateBundle.of(issued.chain(), issued.key());

        assertThat(bundle.names()).containsExactly("example.org", "*.example.org", "xn--bcher-kva.example");
        assertThat(bundle.issuer()).isEqualTo("CN=Test intermediate");
        assertThat(bundle.keyKind()).isEqualTo("EC 256");
        assertThat(Duration.between(bundle.notBefore(), bundle.notAfter())).isEqualTo(Duration.ofDays(90));
        assertThat(bundle.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(bundle.covers("BÜCHER.example")).isTrue();
        assertThat(bundle.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void puts_a_shuffled_chain_in_order_and_leaves_the_root_out() {
        String shuffled = authority.root() + authority.intermediate() + issued.chain();

        CertificateBundle bundle = CertificateBundle.of(shuffled, issued.key());

        assertThat(bundle.chainPem()).isEqualTo(issued.chain());
    }

    @Test
    void what_it_returns_is_read_again_as_the_same() {
        CertificateBundle bundle = CertificateBundle.of(rsa.chain(), rsa.key());

        CertificateBundle again = CertificateBundle.of(bundle.chainPem(), bundle.keyPem());

        assertThat(again.chainPem()).isEqualTo(bundle.chainPem());
        assertThat(again.keyPem()).isEqualTo(bundle.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void reads_keys_of_the_older_forms() throws IOException {
        String pkcs1 = openssl(rsa.key(), "rsa", "-traditional");
        String sec1 = openssl(issued.key(), "ec");

        assertThat(pkcs1).contains("BEGIN RSA PRIVATE KEY");
        assertThat(sec1).contains("BEGIN EC PRIVATE KEY");
        assertThat(CertificateBundle.of(rsa.chain(), pkcs1).keyPem()).isEqualTo(rsa.key());
        assertThat(CertificateBundle.of(issued.chain(), curve() + sec1).names()).contains("example.org");
    }

    @Test
    void reads_files_of_windows_with_text_between_the_blocks() {
        String chain =
                "Bag Attributes\r\n  friendlyName: x\r\n" + issued.chain().replace("\n", "\r\n");

        assertThat(CertificateBundle.of(chain, issued.key()).chainPem()).isEqualTo(issued.chain());
    }

    @Test
    void a_certificate_that_signed_itself_is_a_chain_of_one() {
        Issued own = selfSigned("own.example.org");

        assertThat(CertificateBundle.of(own.chain(), own.key()).chainPem()).isEqualTo(own.chain());
    }

    @Test
    void is_refused_before_and_after_its_time() {
        CertificateBundle bundle = CertificateBundle.of(issued.chain(), issued.key());
        bundle.requireValidAt(Instant.now());

        assertThatThrownBy(() -> bundle.requireValidAt(bundle.notBefore().minusSeconds(1)))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining("valid from " + bundle.notBefore());
        assertThatThrownBy(() -> bundle.requireValidAt(bundle.notAfter()))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining("expired at " + bundle.notAfter());
    }

    @Test
    void refuses_a_key_of_another_certificate() {
        refuses(
                issued.chain(),
                rsa.key(),
                "key: it belongs to none of the certificates (expected: the key of \"CN=example.org\")");
        refuses(issued.chain(), authority.issue("example.org").key(), "it belongs to none");
        refuses(rsa.chain(), authority.issue(RSA, "rsa.example.org").key(), "it belongs to none");
    }

    @Test
    void refuses_keys_that_are_encrypted_missing_or_damaged() throws IOException {
        String encrypted = openssl(issued.key(), "pkcs8", "-topk8", "-passout", "pass:secret");
        String older = openssl(rsa.key(), "rsa", "-traditional", "-aes128", "-passout", "pass:secret");

        refuses(issued.chain(), encrypted, "encrypted with a passphrase");
        refuses(rsa.chain(), older, "openssl pkey -in key.pem -out plain.pem removes it");
        refuses(issued.chain(), "", "0 blocks PRIVATE KEY");
        refuses(issued.chain(), issued.key() + issued.key(), "2 blocks PRIVATE KEY");
        refuses(issued.chain(), issued.chain(), "key: a block CERTIFICATE");
        refuses(issued.chain(), PemBlock.text("PRIVATE KEY", new byte[] {0x30, 0x03, 2, 1, 0}), "cannot be read");
        refuses(issued.chain(), PemBlock.text("EC PRIVATE KEY", new byte[] {0x30, 0x03, 2, 1, 0}), "cannot be read");
        refuses(issued.chain(), PemBlock.text("EC PRIVATE KEY", new byte[200]), "cannot be read");
        refuses(issued.chain(), PemBlock.text("PRIVATE KEY", new byte[0]), "cannot be read");
        refuses(issued.chain(), "x".repeat(16_385), "16385 characters (expected: at most 16384)");
    }

    @Test
    void refuses_a_damaged_rsa_key_that_has_the_right_modulus() throws IOException {
        List<PemBlock> blocks = PemBlock.parse("key", rsa.key(), 10_000);
        byte[] der = blocks.get(0).der();
        der[der.length - 200] ^= 1;

        refuses(rsa.chain(), PemBlock.text("PRIVATE KEY", der), "key: ");
    }

    @Test
    void refuses_chains_with_gaps_strangers_and_forgeries() {
        Issued other = TestAuthority.create(fresh()).issue("example.org");
        String leaf = issued.chain().substring(0, issued.chain().indexOf("-----BEGIN", 1));

        refuses(
                leaf + authority.root(),
                issued.key(),
                "signed none of the others (expected: after \"CN=example.org\" the certificate of its issuer \"CN=Test intermediate\"");
        refuses(issued.chain() + rsa.chain(), issued.key(), "signed none of the others");
        refuses(
                leaf + other.chain().substring(other.chain().indexOf("-----BEGIN", 1)),
                issued.key(),
                "did not sign \"CN=example.org\", although");
    }

    @Test
    void refuses_a_chain_signed_by_a_certificate_that_is_no_authority() {
        Path place = fresh();
        Command.run(
                "sh",
                "-c",
                ("cd %s && openssl req -x509 -nodes -newkey rsa:2048 -keyout a.key -out a.crt -subj /CN=a -addext basicConstraints=CA:FALSE"
                                + " && openssl req -x509 -nodes -newkey rsa:2048 -keyout b.key -out b.crt -subj /CN=b -CA a.crt -CAkey a.key -addext subjectAltName=DNS:b.example.org")
                        .formatted(place));

        refuses(read(place, "b.crt") + read(place, "a.crt"), read(place, "b.key"), "did not sign \"CN=b\"");
    }

    @Test
    void refuses_chains_that_are_no_certificates() {
        refuses("", issued.key(), "chain: 0 blocks CERTIFICATE");
        refuses(issued.key() + issued.chain(), issued.key(), "a key belongs into the field key");
        refuses(
                "-----BEGIN CERTIFICATE-----\nAAAA\n",
                issued.key(),
                "chain, line 1: the block CERTIFICATE does not end");
        refuses(
                "\n-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----",
                issued.key(), "chain, line 2: the block CERTIFICATE is damaged (expected: Base64)");
        refuses("-----END CERTIFICATE-----", issued.key(), "line 1: a mark of PEM that belongs to no block");
        refuses(PemBlock.text("CERTIFICATE", new byte[300]), issued.key(), "certificate 1 is damaged");
        refuses(withMoreInItsBlock(), issued.key(), "certificate 1 is damaged");
        refuses("x".repeat(40_001), issued.key(), "40001 characters");
        refuses(
                IntStream.range(0, 11)
                        .mapToObj(i -> selfSigned(i + ".example.org").chain())
                        .collect(Collectors.joining()),
                issued.key(),
                "11 blocks CERTIFICATE (expected: 1 to 10");
    }

    private static String withMoreInItsBlock() {
        byte[] der = PemBlock.parse("chain", issued.chain(), 40_000).get(0).der();
        return PemBlock.text("CERTIFICATE", Arrays.copyOf(der, der.length + 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-newkey rsa:1024",
                "-newkey ed25519",
                "-newkey ec -pkeyopt ec_paramgen_curve:P-521",
                "-newkey ec -pkeyopt ec_paramgen_curve:secp256k1"
            })
    void refuses_keys_that_are_weak_or_that_browsers_do_not_take(String key) {
        Issued weak = authority.issue(List.of(key.split(" ")), "weak.example.org");

        assertThatThrownBy(() -> CertificateBundle.of(weak.chain(), weak.key()))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining("chain: ");
    }

    @Test
    void refuses_certificates_that_are_for_no_host_name_or_no_server() {
        Issued nameless = authority.issueWith(RSA, "example.org");
        Issued address = authority.issueWith(
                RSA, "a", "-addext", "subjectAltName=IP:192.0.2.1,DNS:localhost,DNS:*.org,DNS:a..b");
        Issued client = authority.issueWith(
                RSA, "c", "-addext", "subjectAltName=DNS:c.example.org", "-addext", "extendedKeyUsage=clientAuth");
        Issued old = authority.issueWith(RSA, "d", "-addext", "subjectAltName=DNS:d.example.org", "-sha1");

        refuses(nameless.chain(), nameless.key(), "is for 0 host names (expected: 1 to 100");
        refuses(address.chain(), address.key(), "is for 0 host names");
        refuses(client.chain(), client.key(), "is not for servers");
        refuses(old.chain(), old.key(), "is signed with SHA1with");
    }

    @Test
    void messages_show_no_control_characters_of_a_certificate() {
        Issued evil = authority.issueWith(RSA, "a\u001b[31m\u202eb", "-utf8");

        assertThatThrownBy(() -> CertificateBundle.of(evil.chain(), evil.key()))
                .hasMessageNotContainingAny("\u001b", "\u202e", "\n");
    }

    private static void refuses(String chain, String key, String message) {
        assertThatThrownBy(() -> CertificateBundle.of(chain, key))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("-----BEGIN PRIVATE")
                .hasNoCause();
    }

    private static Issued selfSigned(String host) {
        Path place = fresh();
        Command.run(
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-keyout",
                place + "/k",
                "-out",
                place + "/c",
                "-subj",
                "/CN=" + host,
                "-addext",
                "subjectAltName=DNS:" + host);
        return new Issued(read(place, "c"), read(place, "k"));
    }

    private static String openssl(String input, String command, String... options) throws IOException {
        Path file = Files.writeString(fresh().resolve("in"), input);
        List<String> all = new ArrayList<>(List.of("openssl", command, "-in", file.toString()));
        all.addAll(List.of(options));
        String output = Command.run(Map.of(), all);
        return output.substring(output.indexOf("-----BEGIN"));
    }

    private static String curve() {
        return Command.run("openssl", "ecparam", "-name", "prime256v1") + "\n";
    }

    private static Path fresh() {
        try {
            return Files.createTempDirectory(folder, "made");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path place, String file) {
        try {
            return Files.readString(place.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
