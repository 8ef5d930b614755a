package io.paz.directory.secret;

import io.paz.directory.catalog.field.Environment;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.secret.SecretVariable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Variables of a service as they are stored, with what stands for the secret ones in place of their values. */
public final class SecretVariables {

    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,254}");

    private final @Nullable SecretCipher cipher;

    /** @param cipher null where there are no keys, so that no variable can be secret */
    public SecretVariables(@Nullable SecretCipher cipher) {
        this.cipher = cipher;
    }

    public @Nullable SecretCipher cipher() {
        return cipher;
    }

    /**
     * Returns the variables after a change.
     *
     * @param before as they were stored; empty for a new service
     * @param env as they were sent, or as they were before
     * @param secrets values of all secret variables, or what an answer showed in their place; null when not sent, which keeps all
     */
    public Map<String, String> apply(
            ServiceName service,
            Map<String, String> before,
            Map<String, String> env,
            @Nullable Map<String, String> secrets) {
        Map<String, String> kept = new LinkedHashMap<>(secrets == null ? secretOnes(before) : Map.of());
        if (secrets != null) {
            secrets.forEach((name, value) -> kept.put(name, stored(service, before, name, value)));
        }
        Map<String, String> result = new LinkedHashMap<>();
        env.forEach((name, value) -> {
            if (!SecretVariable.isSecret(value)) {
                requireNotSecret(kept, name);
                result.put(name, value);
            } else {
                shown(before, "env." + name, name, value);
                if (kept.containsKey(name)) {
                    result.put(name, kept.get(name));
                }
            }
        });
        kept.forEach(result::putIfAbsent);
        return result;
    }

    private static Map<String, String> secretOnes(Map<String, String> variables) {
        Map<String, String> secret = new LinkedHashMap<>(variables);
        secret.values().removeIf(value -> !SecretVariable.isSecret(value));
        return secret;
    }

    private String stored(ServiceName service, Map<String, String> before, String name, String value) {
        if (SecretVariable.isSecret(value)) {
            return shown(before, "secrets." + name, name, value);
        }
        checkName(name);
        checkValue("secrets." + name, value);
        if (cipher == null) {
            throw InvalidFieldException.ofSecret(
                    "secrets." + name,
                    "no secret variable, since this platform has no keys for them; PAZ_SECRETS_KEY_FILE names their file");
        }
        SecretVariable secret = SecretVariable.encrypt(cipher, service.value(), name, value);
        String present = before.getOrDefault(name, "");
        return secret.hasFingerprintOf(present) ? present : secret.text();
    }

    private static void checkName(String name) {
        InvalidFieldException.unless(
                NAME.matcher(name).matches(),
                "secrets",
                name,
                "names of letters, digits, _ . and -, of which a digit is not the first");
        new Environment(Map.of(name, "")).checkNotReserved();
    }

    /** What no container takes, or not byte for byte, is refused. */
    private static void checkValue(String field, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        InvalidFieldException.unless(
                bytes <= MAX_LENGTH, field, bytes + " bytes", "at most %d bytes".formatted(MAX_LENGTH));
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw InvalidFieldException.ofSecret(field, "Unicode text without NUL");
        }
    }

    /** The stored variable of which a client sent back what an answer showed. */
    private static String shown(Map<String, String> before, String field, String name, String value) {
        String present = before.getOrDefault(name, "");
        if (!SecretVariable.isSecret(present) || !new SecretVariable(present).isMeantBy(value)) {
            throw InvalidFieldException.ofSecret(
                    field,
                    "a value, or what stands for the one that is stored; what begins with paz-secret: is Paz's own");
        }
        return present;
    }

    private static void requireNotSecret(Map<String, String> secrets, String name) {
        if (secrets.containsKey(name)) {
            throw InvalidFieldException.ofSecret(
                    "env." + name,
                    "no such variable here, since it is a secret one; send it in secrets, or send secrets without it");
        }
    }

    /**
     * Encrypts with the newest key the secret variables that it did not encrypt; what stands for them changes, but for the fingerprint.
     *
     * @return empty where there is nothing to do
     * @throws io.paz.secret.SecretKeyException when one cannot be decrypted
     */
    public Optional<Map<String, String>> reencrypted(ServiceName service, Map<String, String> variables) {
        Map<String, String> encrypted = secretOnes(variables);
        encrypted.values().removeIf(SecretVariable::isMissing);
        if (encrypted.isEmpty()) {
            return Optional.empty();
        }
        SecretCipher known = cipher;
        if (known == null) {
            throw new SecretKeyException(
                    "variables of %s are secret (expected: their keys; PAZ_SECRETS_KEY_FILE names the file)"
                            .formatted(service));
        }
        Map<String, String> result = new LinkedHashMap<>(variables);
        encrypted.forEach((name, value) -> result.put(
                name,
                new SecretVariable(value)
                        .reencrypted(known, service.value(), name)
                        .text()));
        return result.equals(variables) ? Optional.empty() : Optional.of(result);
    }
}
