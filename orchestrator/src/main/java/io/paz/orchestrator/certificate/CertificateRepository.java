package io.paz.orchestrator.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Durable storage of certificates; keys are encrypted. What is saved or deleted is published to the proxies of all hosts without anything more
 * being asked for. Blocks; what it was given is on disk when it returns. For several threads.
 */
public interface CertificateRepository {

    /**
     * Adds the certificate, or replaces the one of that ID.
     *
     * @throws TooManyCertificatesException when there is no room for another one
     */
    void save(ManagedCertificate certificate);

    /** All certificates, by ID. */
    List<ManagedCertificate> list();

    Optional<ManagedCertificate> find(String id);

    /** Returns the certificate that is served for a host, in Unicode or punycode, at that time. */
    default Optional<ManagedCertificate> findByHost(String host, Instant now) {
        return ServedNames.of(list(), now).certificateFor(host);
    }

    /** Returns whether there was one. */
    boolean delete(String id);
}
