package io.paz.orchestrator.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secret text of a token: {@code paz_}, 256 random bits in 43 characters, and a checksum in 6, so that scanners of source code
 * recognise one, and a text that was cut or mistyped is refused without a search.
 */
public final class TokenText {

    public static final String PREFIX = "paz_";
    public static final int RANDOM_BYTES = 32;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int RANDOM_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern SHAPE = Pattern.compile("paz_[0-9A-Za-z]{49}");

    private TokenText() {}

    /** @param random {@link #RANDOM_BYTES} that nobody can foresee */
    static String of(byte[] random) {
        String secret = PREFIX + digits(new BigInteger(1, random), RANDOM_LENGTH);
        return secret + checksum(secret);
    }

    /** Whether the text is one of a token, by its shape and checksum. */
    static boolean isWellFormed(String text) {
        if (text.length() != PREFIX.length() + RANDOM_LENGTH + CHECKSUM_LENGTH
                || !SHAPE.matcher(text).matches()) {
            return false;
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String secret) {
        CRC32 crc = new CRC32();
        crc.update(secret.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
    }

    private static String digits(BigInteger value, int length) {
        StringBuilder text = new StringBuilder();
        for (BigInteger rest = value; text.length() < length; rest = rest.divide(BASE)) {
            text.append(DIGITS.charAt(rest.mod(BASE).intValue()));
        }
        return text.reverse().toString();
    }

    /**
     * What is stored of a token. No salt and no slow function: nobody can try 2^256 values, and each request is compared.
     */
    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
