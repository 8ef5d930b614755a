package io.paz.orchestrator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.certificate.CertificateBundle;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServedNamesTest {

    @TempDir
    static Path folder;

    static CertificateBundle shortLived;
    static CertificateBundle longLived;
    static CertificateBundle wildcard;
    static final Instant NOW = Instant.now();

    @BeforeAll
    static void issueCertificates() {
        TestAuthority authority = TestAuthority.create(folder);
        shortLived = bundle(authority.issueWith(
                List.of("-newkey", "rsa:2048", "-days", "10"), "a", "-addext", "subjectAltName=DNS:a.example.org"));
        longLived = bundle(authority.issue("a.example.org", "b.example.org"));
        wildcard = bundle(authority.issue("*.example.org"));
    }

    @Test
    void an_own_certificate_wins_over_one_that_was_issued() {
        ManagedCertificate own = certificate("own", CertificateSource.OWN, shortLived);
        ManagedCertificate issued = certificate("issued", CertificateSource.ACME, longLived);

        ServedNames names = ServedNames.of(List.of(issued, own), NOW);

        assertThat(names.certificateFor("a.example.org")).contains(own);
        assertThat(names.certificateFor("b.example.org")).contains(issued);
        assertThat(names.namesOf(issued)).containsExactly("b.example.org");
    }

    @Test
    void one_that_is_valid_wins_over_one_that_expired() {
        ManagedCertificate own = certificate("own", CertificateSource.OWN, shortLived);
        ManagedCertificate issued = certificate("issued", CertificateSource.ACME, longLived);

        ServedNames names = ServedNames.of(List.of(own, issued), NOW.plus(Duration.ofDays(20)));

        assertThat(names.certificateFor("a.example.org")).contains(issued);
        assertThat(names.namesOf(own)).isEmpty();
    }

    @Test
    void a_name_wins_over_a_star() {
        ManagedCertificate star = certificate("star", CertificateSource.OWN, wildcard);
        ManagedCertificate exact = certificate("exact", CertificateSource.ACME, longLived);

        ServedNames names = ServedNames.of(List.of(star, exact), NOW);

        assertThat(names.certificateFor("A.example.org.")).contains(exact);
        assertThat(names.certificateFor("c.example.org")).contains(star);
        assertThat(names.certificateFor("example.org")).isEmpty();
        assertThat(names.certificateFor("c.d.example.org")).isEmpty();
    }

    private static CertificateBundle bundle(Issued issued) {
        return CertificateBundle.of(issued.chain(), issued.key());
    }

    private static ManagedCertificate certificate(String id, CertificateSource source, CertificateBundle bundle) {
        return new ManagedCertificate(id, source, bundle, NOW);
    }
}
