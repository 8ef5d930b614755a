package io.paz.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate for a web server, checked: in order with those that signed it, with the key that belongs to it, for at least one host
 * name, and of kinds that browsers take. Whether it is valid today is asked with {@link #requireValidAt}, since it changes.
 */
public final class CertificateBundle {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final Set<Integer> CURVE_BITS = Set.of(256, 384);
    private static final Set<String> SERVER_USES = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

    private final List<X509Certificate> chain;
    private final String keyPem;
    private final List<String> names;

    private CertificateBundle(List<X509Certificate> chain, String keyPem, List<String> names) {
        this.chain = chain;
        this.keyPem = keyPem;
        this.names = names;
    }

    /**
     * Checks what was given. The chain may be in any order.
     *
     * @param chainPem the server's certificate and those that signed it
     * @param keyPem the server's key, not encrypted
     * @throws InvalidCertificateException with what was wrong
     */
    public static CertificateBundle of(String chainPem, String keyPem) {
        List<X509Certificate> given = CertificateChain.parse(chainPem);
        KeyBlock key = KeyBlock.parse(keyPem);
        given.forEach(CertificateBundle::requireStrong);
        for (X509Certificate certificate : given) {
            Optional<byte[]> encoded = key.encodedFor(certificate);
            if (encoded.isPresent()) {
                List<X509Certificate> chain = CertificateChain.ordered(given, certificate);
                requireServer(certificate);
                return new CertificateBundle(
                        chain, PemBlock.text("PRIVATE KEY", encoded.get()), Names.hosts(certificate));
            }
        }
        key.requireReadable(given);
        throw new InvalidCertificateException(
                "key: it belongs to none of the certificates (expected: the key of \"%s\")"
                        .formatted(Names.subject(given.get(0))));
    }

    private static void requireStrong(X509Certificate certificate) {
        if (!isStrong(certificate)) {
            throw new InvalidCertificateException(
                    "chain: the key of \"%s\" is %s (expected: RSA of %d to %d bits, or EC of P-256 or P-384, which all browsers take)"
                            .formatted(Names.subject(certificate), keyKind(certificate), MIN_RSA_BITS, MAX_RSA_BITS));
        }
        String signature = certificate.getSigAlgName();
        boolean isRoot = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        if (!isRoot && signature.matches("(?i)(MD[25]|SHA-?1)with.*")) {
            throw new InvalidCertificateException("chain: \"%s\" is signed with %s (expected: SHA-256 or stronger)"
                    .formatted(Names.subject(certificate), signature));
        }
    }

    private static boolean isStrong(X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
        }
        return certificate.getPublicKey() instanceof ECPublicKey ec
                && CURVE_BITS.contains(ec.getParams().getCurve().getField().getFieldSize())
                && ec.getParams().toString().matches("secp(256|384)r1.*");
    }

    private static String keyKind(X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        return certificate.getPublicKey() instanceof ECPublicKey ec
                ? "EC " + ec.getParams().getCurve().getField().getFieldSize()
                : certificate.getPublicKey().getAlgorithm();
    }

    private static void requireServer(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            if (uses != null && uses.stream().noneMatch(SERVER_USES::contains)) {
                throw new InvalidCertificateException(
                        "chain: \"%s\" is not for servers (expected: extended key usage serverAuth, or none)"
                                .formatted(Names.subject(certificate)));
            }
        } catch (CertificateParsingException e) {
            throw new InvalidCertificateException(
                    "chain: the extended key usage of \"%s\" cannot be read".formatted(Names.subject(certificate)));
        }
    }

    /** @throws InvalidCertificateException when it is not valid yet, or not any more */
    public void requireValidAt(Instant now) {
        if (now.isBefore(notBefore())) {
            throw new InvalidCertificateException(
                    "chain: valid from %s (expected: valid now, %s)".formatted(notBefore(), now));
        }
        if (!now.isBefore(notAfter())) {
            throw new InvalidCertificateException(
                    "chain: expired at %s (expected: valid now, %s; renew it)".formatted(notAfter(), now));
        }
    }

    /** The server's certificate first; without the authority's own root. */
    public String chainPem() {
        StringBuilder pem = new StringBuilder();
        chain.forEach(certificate -> pem.append(PemBlock.text("CERTIFICATE", encoded(certificate))));
        return pem.toString();
    }

    /** The key in PKCS #8. Secret. */
    public String keyPem() {
        return keyPem;
    }

    /** Host names that it is for, in punycode and lower case; a star may stand for the first label. */
    public List<String> names() {
        return names;
    }

    /** Whether it is for a host, in Unicode or punycode. */
    public boolean covers(String host) {
        return names.stream().anyMatch(name -> HostName.matches(name, host));
    }

    public String issuer() {
        return Names.issuer(chain.get(0));
    }

    public String subject() {
        return Names.subject(chain.get(0));
    }

    /** Kind of the key, such as {@code RSA 2048} or {@code EC 256}. */
    public String keyKind() {
        return keyKind(chain.get(0));
    }

    /** The latest beginning within the chain. */
    public Instant notBefore() {
        return chain.stream()
                .map(part -> part.getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The earliest end within the chain. */
    public Instant notAfter() {
        return chain.stream()
                .map(part -> part.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** SHA-256 of the server's certificate, in hexadecimal digits. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded(chain.get(0))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** In hexadecimal digits, as HAProxy and OpenSSL show it. */
    public String serialNumber() {
        return chain.get(0).getSerialNumber().toString(16);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "CertificateBundle[%s, until %s]".formatted(names, notAfter());
    }
}
