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
import java.util.Set;
import java.util.stream.Collectors;

/** Certificates of an ACME authority among all certificates of the platform. */
public final class StoredVault implements CertificateVault {

    private static final String PREFIX = "acme.";
    private static final String WILDCARD_PREFIX = "acme-wildcard.";
    private static final String STAR = "*.";

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
                    .filter(certificate -> isKept(certificate, domains))
                    .ifPresent(certificate -> found.put(domain, life(domain, certificate)));
        }
        return found;
    }

    /** One that was issued for a wildcard which is not wanted any more goes soon. */
    private static boolean isKept(ManagedCertificate certificate, Collection<String> domains) {
        return certificate.source() == CertificateSource.OWN || domains.contains(domain(certificate));
    }

    private static CertificateLife life(String domain, ManagedCertificate certificate) {
        return new CertificateLife(
                certificate.bundle().notBefore(),
                certificate.bundle().notAfter(),
                !certificate.id().equals(id(domain)));
    }

    @Override
    public Set<String> issued() {
        return certificates.list().stream()
                .filter(certificate -> certificate.source() == CertificateSource.ACME)
                .map(StoredVault::domain)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void delete(String domain) {
        certificates
                .find(id(domain))
                .filter(certificate -> certificate.source() == CertificateSource.ACME)
                .ifPresent(certificate -> certificates.delete(certificate.id()));
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
            requireFree(id(domain));
            certificates.save(new ManagedCertificate(id(domain), CertificateSource.ACME, bundle, now));
        } catch (InvalidCertificateException | TooManyCertificatesException e) {
            throw new UnusableCertificateException(String.valueOf(e.getMessage()));
        }
    }

    /** An operator may have uploaded one for a host whose first label is "acme". */
    private void requireFree(String id) throws UnusableCertificateException {
        boolean isTaken = certificates
                .find(id)
                .filter(certificate -> certificate.source() == CertificateSource.OWN)
                .isPresent();
        if (isTaken) {
            throw new UnusableCertificateException(
                    "the uploaded certificate %s has the ID of the issued one (expected: upload it under another ID, and delete this one)"
                            .formatted(id));
        }
    }

    static String id(String domain) {
        return domain.startsWith(STAR) ? WILDCARD_PREFIX + domain.substring(STAR.length()) : PREFIX + domain;
    }

    private static String domain(ManagedCertificate issued) {
        String id = issued.id();
        return id.startsWith(WILDCARD_PREFIX)
                ? STAR + id.substring(WILDCARD_PREFIX.length())
                : id.substring(PREFIX.length());
    }
}
