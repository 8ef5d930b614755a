package io.paz.http.access;

import io.paz.http.option.InvalidOptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The administrator's token. */
public final class Token {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final String value;

    public Token(String value) {
        this.value = value;
    }

    /**
     * Reads the token, without the white space around it.
     *
     * @throws InvalidOptionException when the file cannot be read or holds no token
     */
    public static Token read(Path file) {
        String value = contentOf(file).strip();
        if (!value.matches("[!-~]+")) {
            throw new InvalidOptionException(
                    "--token-file: %s holds no token (expected: one line of visible ASCII characters)".formatted(file));
        }
        return new Token(value);
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidOptionException("--token-file: %s cannot be read: %s".formatted(file, e));
        }
    }

    /** The token itself, for calls to other services. Never for a log. */
    public String value() {
        return value;
    }

    /** Whether an {@code Authorization} header carries this token: as bearer, or as the password of Basic. */
    public boolean isCarriedBy(@Nullable String authorization) {
        return secretIn(authorization).filter(this::equalsInConstantTime).isPresent();
    }

    /** The token in an {@code Authorization} header: as bearer, or as the password of Basic. */
    public static Optional<String> secretIn(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        if (startsWithScheme(authorization, BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return startsWithScheme(authorization, BASIC)
                ? Optional.of(passwordOf(authorization.substring(BASIC.length()).strip()))
                : Optional.empty();
    }

    private static boolean startsWithScheme(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String passwordOf(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return decoded.substring(decoded.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private boolean equalsInConstantTime(String other) {
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Token[...]";
    }
}
