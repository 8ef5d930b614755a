package io.paz.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Private key as it was given: in PKCS #8, or in the older forms that only RSA and only EC keys have. */
final class KeyBlock {

    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_RSA_BITS = 8192;
    private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    /** Forms of keys of one algorithm, which the form's name tells. */
    private static final Map<String, String> OLDER_FORMS = Map.of("RSA PRIVATE KEY", "RSA", "EC PRIVATE KEY", "EC");

    private final PemBlock block;

    private KeyBlock(PemBlock block) {
        this.block = block;
    }

    static KeyBlock parse(String pem) {
        List<PemBlock> blocks = PemBlock.parse("key", pem, MAX_LENGTH).stream()
                // OpenSSL writes the curve before a key of the older form; the certificate has it too.
                .filter(block -> !block.type().equals("EC PARAMETERS"))
                .toList();
        blocks.forEach(KeyBlock::requireKey);
        if (blocks.size() != 1) {
            throw new InvalidCertificateException(
                    "key: %d blocks PRIVATE KEY (expected: one, that of the certificate)".formatted(blocks.size()));
        }
        return new KeyBlock(blocks.get(0));
    }

    private static void requireKey(PemBlock block) {
        if (block.encrypted() || block.type().equals("ENCRYPTED PRIVATE KEY")) {
            throw new InvalidCertificateException(
                    "key: encrypted with a passphrase (expected: a key without one; openssl pkey -in key.pem -out plain.pem removes it)");
        }
        if (!block.type().equals("PRIVATE KEY") && !OLDER_FORMS.containsKey(block.type())) {
            throw new InvalidCertificateException(
                    "key: a block %s (expected: PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY)"
                            .formatted(block.type()));
        }
    }

    /** Returns the key in PKCS #8 where it is the certificate's. */
    Optional<byte[]> encodedFor(X509Certificate certificate) {
        PublicKey other = certificate.getPublicKey();
        String algorithm = other.getAlgorithm();
        if (!SIGNATURES.containsKey(algorithm)
                || !OLDER_FORMS.getOrDefault(block.type(), algorithm).equals(algorithm)) {
            return Optional.empty();
        }
        Optional<byte[]> encoded = block.type().equals("PRIVATE KEY") ? Optional.of(block.der()) : wrapped(other);
        return encoded.flatMap(bytes -> decoded(algorithm, bytes))
                .filter(key -> isPair(key, other))
                .map(PrivateKey::getEncoded);
    }

    /** @throws InvalidCertificateException when it is no RSA or EC key at all */
    void requireReadable(List<X509Certificate> chain) {
        boolean readable = block.type().equals("PRIVATE KEY")
                ? decoded("RSA", block.der())
                        .or(() -> decoded("EC", block.der()))
                        .isPresent()
                : chain.stream()
                        .map(X509Certificate::getPublicKey)
                        .filter(key -> key.getAlgorithm().equals(OLDER_FORMS.get(block.type())))
                        .allMatch(key -> wrapped(key)
                                .flatMap(bytes -> decoded(key.getAlgorithm(), bytes))
                                .isPresent());
        if (!readable) {
            throw new InvalidCertificateException(
                    "key: cannot be read (expected: an RSA key, or an EC key of P-256 or P-384, not damaged)");
        }
    }

    private static Optional<PrivateKey> decoded(String algorithm, byte[] encoded) {
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            boolean isHuge =
                    key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() > MAX_RSA_BITS;
            return isHuge ? Optional.empty() : Optional.of(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isPair(PrivateKey key, PublicKey other) {
        try {
            Signature signer = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(other);
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException | ArithmeticException | IllegalArgumentException e) {
            return false;
        }
    }

    /** PKCS #8 around the older form, with the algorithm and the curve that the public key names; empty where it is no such form. */
    private Optional<byte[]> wrapped(PublicKey other) {
        try {
            AlgorithmIdentifier algorithm =
                    SubjectPublicKeyInfo.getInstance(other.getEncoded()).getAlgorithm();
            return Optional.of(new PrivateKeyInfo(algorithm, ASN1Primitive.fromByteArray(block.der())).getEncoded());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
