package io.paz.directory.document;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Hashes passwords as crypt(3) does: SHA-256-crypt of 5000 rounds. */
final class PasswordHasher {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_LENGTH = 16;
    private static final String SALT_CHARACTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private PasswordHasher() {}

    /** Returns a hash with a salt of its own. */
    static String hash(String password) {
        StringBuilder salt = new StringBuilder("$5$");
        RANDOM.ints(SALT_LENGTH, 0, SALT_CHARACTERS.length())
                .mapToObj(SALT_CHARACTERS::charAt)
                .forEach(salt::append);
        return Sha2Crypt.sha256Crypt(password.getBytes(StandardCharsets.UTF_8), salt.toString());
    }
}
