package io.paz.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a secret stands. It is part of what is encrypted, so that a secret which is copied to another place cannot be decrypted there.
 *
 * @param parts without control characters
 */
public record SecretPlace(List<String> parts) {

    public SecretPlace {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(
                    "place: %s (expected: parts without control characters)".formatted(parts));
        }
    }

    public static SecretPlace of(String... parts) {
        return new SecretPlace(List.of(parts));
    }

    byte[] bytes() {
        return String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return String.join("/", parts);
    }
}
