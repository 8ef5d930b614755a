package io.paz.secret;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed checksums: HMAC-SHA-256. */
final class SecretTag {

    private static final int FINGERPRINT_BYTES = 8;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    SecretTag(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** 16 hexadecimal digits; those of equal secrets in different places differ. */
    String fingerprint(SecretPlace place, byte[] secret) {
        return HexFormat.of().formatHex(Arrays.copyOf(mac(place.bytes(), secret), FINGERPRINT_BYTES));
    }

    byte[] mac(byte[] place, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(place);
            mac.update((byte) 0);
            return mac.doFinal(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC with SHA-256 is not available", e);
        }
    }
}
