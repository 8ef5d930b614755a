package io.paz.secret;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secret variable of a service, as it is stored and reaches its host: {@code paz-secret:<fingerprint>:<encrypted>}. It is bound to the
 * service and the variable's name. Answers have {@code paz-secret:<fingerprint>}.
 *
 * @param text stands in place of the value
 */
public record SecretVariable(String text) {

    /** Stands in place of a secret value that is still to be set, as in a copy of a service. */
    public static final String MISSING = "paz-secret:missing";

    private static final String PREFIX = "paz-secret:";
    private static final Pattern TEXT = Pattern.compile("(paz-secret:[0-9a-f]{16}):(paz1\\.[A-Za-z0-9_-]{1,100000})");

    /** Whether a value is not the variable's own but stands for a secret one. */
    public static boolean isSecret(String value) {
        return value.startsWith(PREFIX);
    }

    /** Whether a secret value is still to be set. */
    public static boolean isMissing(String value) {
        return value.equals(MISSING);
    }

    /** Whether a text in ASCII or UTF-8 has what stands for a secret variable anywhere. */
    public static boolean mayBeIn(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).contains(PREFIX);
    }

    /** The variables as answers have them: a secret one's fingerprint in place of its value. */
    public static Map<String, String> shown(Map<String, String> variables) {
        Map<String, String> shown = new LinkedHashMap<>(variables);
        shown.replaceAll((name, value) -> shown(value));
        return shown;
    }

    private static String shown(String value) {
        Matcher secret = TEXT.matcher(value);
        return secret.matches() ? secret.group(1) : value;
    }

    /** Whether another one has the same value. */
    public boolean hasFingerprintOf(String other) {
        return isSecret(other) && shown(other).equals(shown(text));
    }

    /** Whether a text is this one, or what answers have in its place. */
    public boolean isMeantBy(String other) {
        return other.equals(text) || other.equals(shown(text));
    }

    public static SecretVariable encrypt(SecretCipher cipher, String service, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        String fingerprint = cipher.fingerprint(place(inAllEnvironments(service), name), bytes);
        return new SecretVariable(PREFIX + fingerprint + ":" + cipher.encrypt(place(service, name), bytes));
    }

    /** So that a service's fingerprints can be compared between environments. */
    private static String inAllEnvironments(String service) {
        int dot = service.indexOf('.');
        return dot < 0 ? service : service.substring(0, dot);
    }

    /** @throws SecretKeyException when the key is missing, or when it is not of this service and name */
    public String decrypt(SecretCipher cipher, String service, String name) {
        return new String(cipher.decrypt(place(service, name), encrypted(service, name)), StandardCharsets.UTF_8);
    }

    /** The same with the newest key; itself, where that encrypted it. */
    public SecretVariable reencrypted(SecretCipher cipher, String service, String name) {
        String value = decrypt(cipher, service, name);
        return cipher.isCurrent(place(service, name), encrypted(service, name))
                ? this
                : encrypt(cipher, service, name, value);
    }

    private String encrypted(String service, String name) {
        Matcher secret = TEXT.matcher(text);
        if (!secret.matches()) {
            throw new SecretKeyException(place(service, name) + ": damaged (expected: what was encrypted)");
        }
        return secret.group(2);
    }

    private static SecretPlace place(String service, String name) {
        return SecretPlace.of("variable", service, name);
    }
}
