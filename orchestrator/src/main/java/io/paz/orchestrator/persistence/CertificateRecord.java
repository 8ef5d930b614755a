package io.paz.orchestrator.persistence;

import io.paz.certificate.CertificateBundle;
import io.paz.orchestrator.certificate.CertificateSource;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Stored certificate. The order of the components is the order on disk.
 *
 * @param key encrypted
 */
record CertificateRecord(String id, CertificateSource source, Instant savedAt, String chain, String key) {

    static CertificateRecord of(ManagedCertificate certificate, SecretCipher cipher) {
        String id = certificate.id();
        byte[] key = certificate.bundle().keyPem().getBytes(StandardCharsets.US_ASCII);
        return new CertificateRecord(
                id,
                certificate.source(),
                certificate.savedAt(),
                certificate.bundle().chainPem(),
                cipher.encrypt(place(id), key));
    }

    ManagedCertificate toDomain(SecretCipher cipher) {
        String plain = new String(cipher.decrypt(place(id), key), StandardCharsets.US_ASCII);
        return new ManagedCertificate(id, source, CertificateBundle.of(chain, plain), savedAt);
    }

    boolean isCurrent(SecretCipher cipher) {
        return cipher.isCurrent(place(id), key);
    }

    CertificateRecord encryptedAgain(SecretCipher cipher) {
        String again = cipher.encrypt(place(id), cipher.decrypt(place(id), key));
        return new CertificateRecord(id, source, savedAt, chain, again);
    }

    private static SecretPlace place(String id) {
        return SecretPlace.of("certificate", id);
    }
}
