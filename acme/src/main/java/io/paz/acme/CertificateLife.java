package io.paz.acme;

import java.time.Instant;

/**
 * Life of the certificate that a domain has.
 *
 * @param isOwn whether the operator brought it: then none is ordered
 */
public record CertificateLife(Instant notBefore, Instant notAfter, boolean isOwn) {}
