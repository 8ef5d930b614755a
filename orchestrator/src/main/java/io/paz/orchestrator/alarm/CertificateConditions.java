package io.paz.orchestrator.alarm;

import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import io.paz.orchestrator.certificate.CertificateSource;
import io.paz.orchestrator.certificate.ManagedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Certificates that end soon. Pure. */
final class CertificateConditions {

    private static final Duration WARNING = Duration.ofDays(14);
    private static final Duration CRITICAL = Duration.ofDays(3);

    private CertificateConditions() {}

    static Look of(List<ManagedCertificate> certificates, Instant now) {
        return Look.of(
                List.of(Rules.CERTIFICATE),
                certificates.stream()
                        .filter(certificate -> endsWithin(certificate, WARNING, now))
                        .map(certificate -> condition(certificate, now))
                        .toList());
    }

    private static boolean endsWithin(ManagedCertificate certificate, Duration time, Instant now) {
        return certificate.bundle().notAfter().isBefore(now.plus(time));
    }

    private static Condition condition(ManagedCertificate certificate, Instant now) {
        String advice = certificate.source() == CertificateSource.OWN
                ? "upload a renewed one"
                : "its renewal is overdue, see GET /domains for why";
        return new Condition(
                Rules.CERTIFICATE,
                certificate.id(),
                endsWithin(certificate, CRITICAL, now) ? Severity.CRITICAL : Severity.WARNING,
                "The certificate for %s ends at %s; %s"
                        .formatted(
                                String.join(", ", certificate.bundle().names()),
                                certificate.bundle().notAfter(),
                                advice));
    }
}
