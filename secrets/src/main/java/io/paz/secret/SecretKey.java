package io.paz.secret;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One key of a key file: a line with its ID and 32 bytes, both in hexadecimal digits. Keys for each purpose are derived from it. */
final class SecretKey {

    private static final int LENGTH = 32;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{8}) ([0-9a-f]{64})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int id;
    private final byte[] bytes;

    private SecretKey(int id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    static SecretKey random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new SecretKey(RANDOM.nextInt() | 1, bytes);
    }

    /** @throws IllegalArgumentException when it is no line of a key; the message does not show it */
    static SecretKey parse(String line) {
        Matcher key = LINE.matcher(line);
        if (!key.matches()) {
            throw new IllegalArgumentException("expected: 8 hexadecimal digits, a space, and 64 hexadecimal digits");
        }
        return new SecretKey(
                Integer.parseUnsignedInt(key.group(1), 16), HexFormat.of().parseHex(key.group(2)));
    }

    String line() {
        return idText(id) + " " + HexFormat.of().formatHex(bytes);
    }

    int id() {
        return id;
    }

    static String idText(int id) {
        return HexFormat.of().toHexDigits(id);
    }

    /** Returns a key for that purpose alone. */
    byte[] derive(String purpose) {
        try {
            byte[] info = ("paz " + purpose).getBytes(StandardCharsets.UTF_8);
            return Hkdf.computeHkdf("HmacSha256", bytes, new byte[0], info, LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF with SHA-256 is not available", e);
        }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "SecretKey[" + idText(id) + "]";
    }
}
