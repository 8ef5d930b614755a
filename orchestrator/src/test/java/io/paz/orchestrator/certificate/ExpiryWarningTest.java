package io.paz.orchestrator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.certificate.CertificateBundle;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpiryWarningTest {

    @TempDir
    Path folder;

    @Test
    void warns_once_a_day_within_two_weeks_of_the_end() {
        Issued issued = TestAuthority.create(folder).issue("example.org");
        CertificateBundle bundle = CertificateBundle.of(issued.chain(), issued.key());
        Instant end = bundle.notAfter();
        List<ManagedCertificate> one = List.of(new ManagedCertificate("a", CertificateSource.OWN, bundle, end));
        ExpiryWarning warning = new ExpiryWarning();

        assertThat(warning.check(one, end.minus(Duration.ofDays(15)))).isEmpty();
        assertThat(warning.check(one, end.minus(Duration.ofDays(13)))).containsExactlyElementsOf(one);
        assertThat(warning.check(one, end.minus(Duration.ofDays(13)).plusSeconds(60)))
                .isEmpty();
        assertThat(warning.check(one, end.minus(Duration.ofDays(12)))).containsExactlyElementsOf(one);
    }
}
