package io.paz.orchestrator.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as they are stored: Argon2id in its usual text form, {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. Memory and passes
 * are the least that OWASP recommends; a stored one is checked with its own. Blocks for some hundred milliseconds.
 */
final class PasswordHash {

    static final int SALT_BYTES = 16;

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final int MAX_MEMORY_KIB = 4 * MEMORY_KIB;
    private static final int MAX_PASSES = 10;
    private static final Pattern STORED = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]{11,43})\\$([A-Za-z0-9+/]{43})");

    private PasswordHash() {}

    static String of(String password, byte[] salt) {
        byte[] hash = hash(password, salt, MEMORY_KIB, PASSES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(MEMORY_KIB, PASSES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    static boolean isRight(String password, String stored) {
        Matcher parts = STORED.matcher(stored);
        if (!parts.matches()) {
            return false;
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        if (memory > MAX_MEMORY_KIB || passes > MAX_PASSES) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] hash = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(hash, hash(password, salt, memory, passes));
    }

    private static byte[] hash(String password, byte[] salt, int memory, int passes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        String normalized = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(normalized.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
