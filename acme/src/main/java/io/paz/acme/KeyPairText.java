package io.paz.acme;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Key pairs of P-256 as text: PEM of the private key, then of the public key. */
public final class KeyPairText {

    private static final String ALGORITHM = "EC";
    private static final String CURVE = "secp256r1";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private KeyPairText() {}

    /** Makes a new pair. */
    public static String generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec(CURVE));
            KeyPair pair = generator.generateKeyPair();
            return pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                    + pem("PUBLIC KEY", pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC keys of P-256 are not available", e);
        }
    }

    /** @throws IllegalArgumentException when it is no such text; the message does not show it */
    public static KeyPair parse(String text) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(bytes("PUBLIC KEY", text))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(bytes("PRIVATE KEY", text))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key pair (expected: PEM of a private and a public EC key)", e);
        }
    }

    /** The private key alone, as PEM. */
    public static String privatePem(String text) {
        return pem("PRIVATE KEY", bytes("PRIVATE KEY", text));
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, LINES.encodeToString(bytes));
    }

    private static byte[] bytes(String label, String text) {
        Matcher block = Pattern.compile(
                        "-----BEGIN %1$s-----\n([A-Za-z0-9+/=\n]+)\n-----END %1$s-----".formatted(label))
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("not a key pair (expected: PEM with a block " + label + ")");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
