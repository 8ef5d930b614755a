package io.paz.scheduler.testing;

import io.paz.secret.SecretCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys that are the same in every test, since records were stored with them. */
public final class TestSecrets {

    private static final String KEY = "0a1b2c3d 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    private static final SecretCipher CIPHER = make();

    private TestSecrets() {}

    public static SecretCipher cipher() {
        return CIPHER;
    }

    private static SecretCipher make() {
        try {
            Path file = Files.createTempFile("paz-test-", ".key");
            Files.writeString(file, KEY);
            SecretCipher cipher = SecretCipher.open(file);
            file.toFile().deleteOnExit();
            return cipher;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
