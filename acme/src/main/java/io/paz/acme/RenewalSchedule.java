package io.paz.acme;

import java.time.Duration;
import java.time.Instant;

/** When a certificate is renewed: after two thirds of its life, and up to a thirtieth later. */
final class RenewalSchedule {

    private static final int SPREAD = 30;

    private RenewalSchedule() {}

    static Instant renewalOf(String domain, CertificateLife certificate, Jitter jitter) {
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        Duration twoThirds = life.multipliedBy(2).dividedBy(3);
        return certificate
                .notBefore()
                .plus(twoThirds)
                .plus(jitter.of(life.dividedBy(SPREAD), domain, certificate.notAfter()));
    }
}
