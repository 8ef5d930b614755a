package io.paz.orchestrator.acme;

import io.paz.acme.CertificateLife;
import io.paz.acme.CertificateVault;
import io.paz.certificate.CertificateBundle;
import io.paz.certificate.InvalidCertificateException;
import io.paz.orchestrator.certificate.CertificateRepository;
import io.paz.orchestrator.certificate.CertificateSource;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.ServedNames;
import io.paz.orchestrator.certificate.TooManyCertificatesException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Certificates of an ACME authority among all certificates of the platform. */
public final class StoredVault implements CertificateVault {

    private static final String PREFIX = "acme.";

    private final CertificateRepository certificates;
    private final Clock clock;

    public StoredVault(CertificateRepository certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public Map<String, CertificateLife> find(Collection<String> domains) {
        Instant now = clock.instant();
        ServedNames served = ServedNames.of(certificates.list(), now);
        Map<String, CertificateLife> found = new HashMap<>();
        for (String domain : domains) {
            served.certificateFor(domain)
                    .filter(certificate -> certificate.bundle().notAfter().isAfter(now))
                    .ifPresent(certificate -> found.put(domain, life(domain, certificate)));
        }
        return found;
    }

    private static CertificateLife life(String domain, ManagedCertificate certificate) {
        return new CertificateLife(
                certificate.bundle().notBefore(),
                certificate.bundle().notAfter(),
                !certificate.id().equals(id(domain)));
    }

    @Override
    public void save(String domain, String chain, String key) throws UnusableCertificateException {
        try {
            CertificateBundle bundle = CertificateBundle.of(chain, key);
            Instant now = clock.instant();
            bundle.requireValidAt(now);
            if (!bundle.covers(domain)) {
                throw new UnusableCertificateException(
                        "the certificate is for %s (expected: %s)".formatted(bundle.names(), domain));
            }
            certificates.save(new ManagedCertificate(id(domain), CertificateSource.ACME, bundle, now));
        } catch (InvalidCertificateException | TooManyCertificatesException e) {
            throw new UnusableCertificateException(String.valueOf(e.getMessage()));
        }
    }

    /** Never that of a certificate that somebody uploaded under the name of its host. */
    static String id(String domain) {
        return PREFIX + (domain.startsWith("*.") ? "wildcard" + domain.substring(1) : domain);
    }
}
