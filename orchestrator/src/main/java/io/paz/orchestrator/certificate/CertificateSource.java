package io.paz.orchestrator.certificate;

/** Where a certificate came from; for one name, the first of these wins. */
public enum CertificateSource {
    /** Uploaded by an administrator, who renews it. */
    OWN,
    /** Issued for Paz by an authority, and renewed by Paz. */
    ACME
}
