package io.paz.orchestrator.certificate.web;

import io.paz.certificate.CertificateBundle;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.ServedNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A certificate as it is answered: never with its key.
 *
 * @param names that it is for
 * @param servedNames those of them that no other certificate serves
 * @param notBefore milliseconds since 1970, as the other times
 * @param daysLeft whole days; negative when it has expired
 */
record CertificateDocument(
        String id,
        String source,
        List<String> names,
        List<String> servedNames,
        String issuer,
        String keyKind,
        String fingerprint,
        long notBefore,
        long notAfter,
        long daysLeft,
        long savedAt) {

    static CertificateDocument of(ManagedCertificate certificate, ServedNames names, Instant now) {
        CertificateBundle bundle = certificate.bundle();
        return new CertificateDocument(
                certificate.id(),
                certificate.source().name().toLowerCase(Locale.ROOT),
                bundle.names(),
                names.namesOf(certificate),
                bundle.issuer(),
                bundle.keyKind(),
                bundle.fingerprint(),
                bundle.notBefore().toEpochMilli(),
                bundle.notAfter().toEpochMilli(),
                Math.floorDiv(
                        Duration.between(now, bundle.notAfter()).toSeconds(),
                        Duration.ofDays(1).toSeconds()),
                certificate.savedAt().toEpochMilli());
    }
}
