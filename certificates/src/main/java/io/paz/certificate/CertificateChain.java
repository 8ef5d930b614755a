package io.paz.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Certificates that were given together, and their order: each is signed by the next. */
final class CertificateChain {

    private static final int MAX_LENGTH = 40_000;
    private static final int MAX_CERTIFICATES = 10;

    private CertificateChain() {}

    /** Returns the certificates as they stand, each once. */
    static List<X509Certificate> parse(String pem) {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        for (PemBlock block : PemBlock.parse("chain", pem, MAX_LENGTH)) {
            if (!block.type().equals("CERTIFICATE") || block.encrypted()) {
                throw new InvalidCertificateException(
                        "chain: a block %s (expected: blocks CERTIFICATE only; a key belongs into the field key)"
                                .formatted(block.type()));
            }
            certificates.add(decode(block.der(), certificates.size() + 1));
        }
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new InvalidCertificateException(
                    "chain: %d blocks CERTIFICATE (expected: 1 to %d, the certificate and those that signed it)"
                            .formatted(certificates.size(), MAX_CERTIFICATES));
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate decode(byte[] der, int number) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (Arrays.equals(certificate.getEncoded(), der)) {
                return certificate;
            }
        } catch (CertificateException | RuntimeException e) {
            throw new InvalidCertificateException(
                    "chain: certificate %d is damaged (expected: X.509)".formatted(number));
        }
        throw new InvalidCertificateException(
                "chain: certificate %d is damaged: more follows in its block (expected: X.509)".formatted(number));
    }

    /**
     * Returns the certificates in order, from the server's on. An authority's own root at the end is left out: clients have it.
     *
     * @param server one of the certificates
     */
    static List<X509Certificate> ordered(List<X509Certificate> certificates, X509Certificate server) {
        List<X509Certificate> others = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(server);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            others.remove(last);
            chain.add(last);
            next = others.stream().filter(other -> isSignedBy(last, other)).findFirst();
        }
        if (!others.isEmpty()) {
            throw new InvalidCertificateException(refusal(chain.get(chain.size() - 1), others));
        }
        boolean endsWithRoot = chain.size() > 1 && isSelfIssued(chain.get(chain.size() - 1));
        return List.copyOf(endsWithRoot ? chain.subList(0, chain.size() - 1) : chain);
    }

    private static String refusal(X509Certificate last, List<X509Certificate> others) {
        return others.stream()
                .filter(other -> isIssuer(last, other))
                .findFirst()
                .map(other ->
                        "chain: \"%s\" did not sign \"%s\", although it is named as its issuer (expected: the certificate that signed it)"
                                .formatted(Names.subject(other), Names.subject(last)))
                .orElseGet(() ->
                        "chain: \"%s\" signed none of the others (expected: after \"%s\" the certificate of its issuer \"%s\", and no others)"
                                .formatted(Names.subject(others.get(0)), Names.subject(last), Names.issuer(last)));
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return isIssuer(certificate, certificate);
    }

    private static boolean isIssuer(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        if (isSelfIssued(certificate) || !isIssuer(certificate, issuer) || issuer.getBasicConstraints() < 0) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
