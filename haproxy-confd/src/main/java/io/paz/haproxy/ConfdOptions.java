package io.paz.haproxy;

import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * @param confDirectory a folder with conf.d and templates; the files that this program carries when empty
 * @param outputFolder where HAProxy's files are written
 * @param environment what templates see through {@code getenv}
 * @param binary name or path of the haproxy program, which checks each configuration
 * @param runFolder where HAProxy's sockets are, master.sock and admin.sock
 * @param maxOldWorkers HAProxy's processes of earlier configurations that may live on with their connections
 * @param window least time between a reload and what is published next
 */
public record ConfdOptions(
        Optional<Path> confDirectory,
        Path outputFolder,
        Map<String, String> environment,
        String binary,
        Path runFolder,
        int maxOldWorkers,
        Duration window) {

    public static final String CONF = "PAZ_HAPROXY_CONF";
    public static final String RUN = "PAZ_HAPROXY_RUN";
    /** User of HAProxy's workers, which are confined to {@code jail} in the run folder where it is given. */
    public static final String USER = "PAZ_HAPROXY_USER";

    /** File with the password that HAProxy's statistics ask for. */
    public static final String STATS_PASSWORD_FILE = "PAZ_HAPROXY_STATS_PASSWORD_FILE";

    /** SHA-256, in hex, of the Authorization header that goes with the password. */
    private static final String STATS_AUTHORIZATION = "PAZ_HAPROXY_STATS_AUTHORIZATION";

    /** File with the keys that encrypt secrets, for the keys of certificates that are published encrypted. */
    public static final String SECRETS_KEY_FILE = "PAZ_SECRETS_KEY_FILE";

    public static final String BINARY = "PAZ_HAPROXY_BINARY";
    public static final String CONF_DIRECTORY = "PAZ_CONFD_DIRECTORY";

    public static final String MAX_OLD_WORKERS = "PAZ_HAPROXY_MAX_OLD_WORKERS";

    private static final int DEFAULT_MAX_OLD_WORKERS = 16;
    private static final Duration DEFAULT_WINDOW = Duration.ofMillis(50);

    public ConfdOptions {
        environment = Map.copyOf(environment);
    }

    /** Options from variables of the environment, with the defaults that {@link ConfdMain} lists. */
    public static ConfdOptions from(Map<String, String> environment) {
        return new ConfdOptions(
                Optional.ofNullable(environment.get(CONF_DIRECTORY)).map(Path::of),
                Path.of(environment.getOrDefault(CONF, "/etc/haproxy")),
                withStatisticsAuthorization(environment),
                environment.getOrDefault(BINARY, "haproxy"),
                Path.of(environment.getOrDefault(RUN, "/run/haproxy")),
                maxOldWorkers(environment.get(MAX_OLD_WORKERS)),
                DEFAULT_WINDOW);
    }

    /**
     * Adds the digest of the header that is asked for. Templates read variables only, and the file they end in is no place for
     * a password.
     */
    private static Map<String, String> withStatisticsAuthorization(Map<String, String> environment) {
        String file = environment.getOrDefault(STATS_PASSWORD_FILE, "");
        if (file.isEmpty()) {
            return environment;
        }
        Map<String, String> extended = new HashMap<>(environment);
        extended.put(STATS_AUTHORIZATION, sha256("Basic " + base64("paz:" + read(file))));
        return extended;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(STATS_PASSWORD_FILE + ": cannot be read: " + e, e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Decrypts keys that are published encrypted, with the keys of a file, which may have one more since it was read. */
    BinaryOperator<String> decryption() {
        String file = environment.getOrDefault(SECRETS_KEY_FILE, "");
        return (certificate, encrypted) -> {
            if (file.isEmpty()) {
                throw new IllegalArgumentException(
                        "its key is encrypted (expected: %s, the file with the keys)".formatted(SECRETS_KEY_FILE));
            }
            byte[] plain = SecretCipher.open(Path.of(file))
                    .decrypt(SecretPlace.of("published-certificate", certificate), encrypted);
            return new String(plain, StandardCharsets.US_ASCII);
        };
    }

    /** The folder that HAProxy's workers are confined to, if they are. */
    Optional<Path> jail() {
        return environment.getOrDefault(USER, "").isEmpty() ? Optional.empty() : Optional.of(runFolder.resolve("jail"));
    }

    private static int maxOldWorkers(@Nullable String given) {
        if (given == null) {
            return DEFAULT_MAX_OLD_WORKERS;
        }
        if (!given.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException(
                    MAX_OLD_WORKERS + ": \"" + given + "\" (expected: a number of processes, 0 to 9999)");
        }
        return Integer.parseInt(given);
    }
}
