package io.paz.scheduler.hook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Secret of a hook: 32 random bytes. */
public final class HookSecret {

    private static final int LENGTH = 32;
    private static final String STANDARD_PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private HookSecret(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("secret: %d bytes (expected: %d)".formatted(bytes.length, LENGTH));
        }
        this.bytes = bytes;
    }

    public static HookSecret random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new HookSecret(bytes);
    }

    public static HookSecret of(byte[] bytes) {
        return new HookSecret(bytes.clone());
    }

    /** Reads Base64. */
    public static HookSecret decode(String encoded) {
        return new HookSecret(Base64.getDecoder().decode(encoded));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * As a person enters it at the other side. GitLab's signing token and Standard Webhooks want the prefix; the others take any text, and
     * hexadecimal digits are kept out of logs where they stand in an address.
     */
    public String text(HookSource source) {
        return switch (source) {
            case GITLAB, PAZ -> STANDARD_PREFIX + Base64.getEncoder().encodeToString(bytes);
            case DOCKERHUB, GITHUB, GITEA, HARBOR -> HexFormat.of().formatHex(bytes);
        };
    }

    /** Key of a signature over the body alone: the text that the other side was given. */
    byte[] textKey(HookSource source) {
        return text(source).getBytes(StandardCharsets.UTF_8);
    }

    /** Key of a signature as Standard Webhooks describe it. */
    byte[] rawKey() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HookSecret secret && Arrays.equals(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "HookSecret[...]";
    }
}
