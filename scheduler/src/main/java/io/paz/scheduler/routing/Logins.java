package io.paz.scheduler.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of HAProxy that name a user with the hash of a password. */
public final class Logins {

    /** Name of such a setting, less its number. */
    public static final String USER = "user-";

    private static final int FINGERPRINT_BYTES = 8;

    private Logins() {}

    /** The settings as people see them: of a hash, whether it is another one. */
    public static Map<String, String> shown(Map<String, String> settings) {
        Map<String, String> shown = new LinkedHashMap<>(settings);
        shown.replaceAll((name, value) -> name.startsWith(USER) ? shown(value) : value);
        return shown;
    }

    private static String shown(String user) {
        String[] parts = user.split(" ", 2);
        return parts.length == 2 ? parts[0] + " $5$fingerprint$" + fingerprint(parts[1]) : user;
    }

    private static String fingerprint(String hash) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
