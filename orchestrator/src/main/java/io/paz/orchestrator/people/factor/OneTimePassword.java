package io.paz.orchestrator.people.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) as authenticator applications make them: HMAC-SHA-1, 30 seconds, 6 digits. */
final class OneTimePassword {

    static final int DIGITS = 6;

    private static final int STEP_SECONDS = 30;
    private static final String ALGORITHM = "HmacSHA1";
    private static final int WINDOW = 1;

    private OneTimePassword() {}

    /**
     * The time step that the code is of: the current one, the one before or the next, for clocks that differ a little; empty when it
     * is of none of them that is later than the last one used.
     *
     * @param lastStep of a code that was accepted before, which is accepted once
     */
    static OptionalLong stepOf(byte[] seed, String code, Instant now, long lastStep) {
        long current = stepAt(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - WINDOW; step <= current + WINDOW; step++) {
            boolean isEqual = MessageDigest.isEqual(bytes(code), bytes(at(seed, step, DIGITS)));
            if (isEqual && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    static String at(byte[] seed, long step, int digits) {
        byte[] hash = hash(seed, step);
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
        String text = String.valueOf(number % (long) Math.pow(10, digits));
        return "0".repeat(digits - text.length()) + text;
    }

    private static byte[] hash(byte[] seed, long step) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(seed, ALGORITHM));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC with SHA-1 is not available", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
