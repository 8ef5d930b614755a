package io.paz.orchestrator.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports once a day which certificates end within two weeks. For one thread. */
public final class ExpiryWarning {

    private static final Logger log = LoggerFactory.getLogger(ExpiryWarning.class);
    private static final Duration NOTICE = Duration.ofDays(14);
    private static final Duration REPETITION = Duration.ofDays(1);

    private final Map<String, Instant> warned = new HashMap<>();

    /** Returns those that were warned of now. */
    public List<ManagedCertificate> check(List<ManagedCertificate> certificates, Instant now) {
        List<ManagedCertificate> due = certificates.stream()
                .filter(certificate -> certificate.bundle().notAfter().isBefore(now.plus(NOTICE)))
                .filter(certificate -> isDue(certificate.id(), now))
                .toList();
        due.forEach(certificate -> warn(certificate, now));
        warned.keySet()
                .retainAll(certificates.stream().map(ManagedCertificate::id).toList());
        return due;
    }

    private boolean isDue(String id, Instant now) {
        Instant last = warned.get(id);
        return last == null || !last.plus(REPETITION).isAfter(now);
    }

    private void warn(ManagedCertificate certificate, Instant now) {
        warned.put(certificate.id(), now);
        log.warn(
                "Certificate {} for {} ends at {}; {}",
                certificate.id(),
                certificate.bundle().names(),
                certificate.bundle().notAfter(),
                certificate.source() == CertificateSource.OWN ? "upload a renewed one" : "its renewal is overdue");
    }
}
