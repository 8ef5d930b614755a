package io.paz.orchestrator.people.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.util.encoders.Base32;

/** Secret that an authenticator makes its codes of. */
public final class Seed {

    /** As long as the hash, which RFC 4226 recommends. */
    public static final int LENGTH = 20;

    private static final String ISSUER = "Paz";

    private final byte[] bytes;

    /** @throws IllegalArgumentException when it is of another length */
    public Seed(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("seed: %d bytes (expected: %d)".formatted(bytes.length, LENGTH));
        }
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** For people to type into an authenticator. */
    public String text() {
        return Base32.toBase32String(bytes).replace("=", "");
    }

    /** What an authenticator reads from a QR code. */
    public String uri(String account) {
        String name = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(ISSUER, name, text(), ISSUER);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seed seed && Arrays.equals(bytes, seed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return "Seed";
    }
}
