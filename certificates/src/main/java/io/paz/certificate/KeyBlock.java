package io.paz.certificate;

import java.io.ByteArrayOutputStream;
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

/** Private key as it was given: in PKCS #8, or in the older forms that only RSA and only EC keys have. */
final class KeyBlock {

    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_RSA_BITS = 8192;
    private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    /** Forms of keys of one algorithm, which the form's name tells. */
    private static final Map<String, String> OLDER_FORMS = Map.of("RSA PRIVATE KEY", "RSA", "EC PRIVATE KEY", "EC");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

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
        byte[] encoded = block.type().equals("PRIVATE KEY") ? block.der() : wrapped(other);
        return decoded(algorithm, encoded).filter(key -> isPair(key, other)).map(PrivateKey::getEncoded);
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
                        .allMatch(
                                key -> decoded(key.getAlgorithm(), wrapped(key)).isPresent());
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

    /** PKCS #8 around the older form, with the algorithm and the curve that the public key names. */
    private byte[] wrapped(PublicKey other) {
        byte[] information = other.getEncoded();
        int start = headerLength(information, 0);
        int end = start + headerLength(information, start) + contentLength(information, start);
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(VERSION);
        key.write(information, start, end - start);
        key.writeBytes(element(OCTETS, block.der()));
        return element(SEQUENCE, key.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else if (content.length < 0x100) {
            element.write(0x81);
            element.write(content.length);
        } else {
            element.write(0x82);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; first >= 0x80 && i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }
}
