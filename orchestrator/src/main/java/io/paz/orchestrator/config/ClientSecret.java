package io.paz.orchestrator.config;

import io.paz.http.option.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads Paz's secret at an identity provider. */
final class ClientSecret {

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private ClientSecret() {}

    /** @throws InvalidOptionException when others may read the file, it cannot be read, or holds no secret */
    static String read(Path file) {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw refused(file, "is open to others than its owner (expected: mode 0600; chmod 600 makes it so)");
            }
            String secret = Files.readString(file).strip();
            if (secret.length() > 1_000 || !secret.matches("[ -~]+")) {
                throw refused(file, "holds no secret (expected: one line of ASCII characters)");
            }
            return secret;
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + e);
        }
    }

    private static InvalidOptionException refused(Path file, String why) {
        return new InvalidOptionException("--oidc-client-secret-file: %s %s".formatted(file, why));
    }
}
