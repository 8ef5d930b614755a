package io.paz.announcer.socket;

import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.secret.SecretVariable;
import java.util.Map;

/**
 * What a unit sends to get the value of a secret variable: the keys of its host, which nothing here keeps, and what stands for the value.
 *
 * @param keys what the host's key file holds
 */
record SecretRequest(String keys, String service, String name, String secret) {

    /** Where a host of a cluster has its keys. */
    private static final String KEY_FILE = "/etc/paz/secrets.key";

    static SecretRequest of(Map<String, String> fields) {
        return new SecretRequest(
                fields.getOrDefault("keys", ""),
                fields.getOrDefault("service", ""),
                fields.getOrDefault("name", ""),
                fields.getOrDefault("secret", ""));
    }

    /** @throws SecretKeyException when these keys do not decrypt it for this service and variable */
    String value() {
        try {
            return new SecretVariable(secret).decrypt(SecretCipher.of(KEY_FILE, keys), service, name);
        } catch (IllegalArgumentException e) {
            throw new SecretKeyException("no variable of a service (expected: names without control characters)");
        }
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return service + "/" + name;
    }
}
