package io.paz.acme;

import java.time.Instant;

/**
 * Life of the certificate that a domain has.
 *
 * @param isKeptElsewhere whether it is an operator's own, or that of another domain: then none is ordered
 */
public record CertificateLife(Instant notBefore, Instant notAfter, boolean isKeptElsewhere) {}
